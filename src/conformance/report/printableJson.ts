/** JSON as a terminal may be shown it: JSON escapes the control characters of ASCII only, and a terminal obeys more. */
export function printableJson(json: string): string {
  return json.replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
