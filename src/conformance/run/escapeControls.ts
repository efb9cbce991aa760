/**
 * Makes visible what would do something instead of showing: a terminal obeys control characters, XML has no place for
 * them, and half a surrogate pair is no text at all. Line breaks and tabs stay.
 */
export function escapeControls(text: string): string {
  return text.replace(
    /[^\P{C}\n\t]|[\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
