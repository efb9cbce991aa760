/**
 * Makes control characters visible, which a terminal obeys and XML forbids, and halves of surrogate pairs. Line breaks
 * and tabs stay.
 */
export function escapeControls(text: string): string {
  return text.replace(
    /[^\P{C}\n\t]|[\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
