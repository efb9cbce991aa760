/**
 * Refuses what is no object of these options: one that is misspelled would be ignored, and with it perhaps whose intent it is.
 *
 * @throws TypeError with a sentence that says which are known. It does not repeat values, which may be keys.
 */
export function expectOptions(options: unknown, ...known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`Options must be an object, such as { ${known[0]}: … }.`);
  }
  const stranger = Object.keys(options).find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new TypeError(
      `There is no option ${stranger}; known ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}.`,
    );
}
