/** JSON that a terminal can show: JSON escapes only control characters of ASCII, and a terminal obeys more. */
export function printableJson(json: string): string {
  return json.replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
