/**
 * Refuses what is no object of these options: one that is misspelled would be ignored, and with it perhaps whose intent it is.
 *
 * @throws TypeError with a sentence that says which are known. It does not repeat values, which may be keys.
 */
export function expectOptions(options: unknown, known: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`Options must be an object, such as { ${known}: … }.`);
  }
  const stranger = Object.keys(options).find((name) => name !== known);
  if (stranger !== undefined) throw new TypeError(`There is no option ${stranger}; known is ${known}.`);
}
