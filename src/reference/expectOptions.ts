/**
 * Rejects options with a name that is not known: a misspelled `key` would be ignored, and another owner's intent be changed.
 *
 * @throws TypeError, whose message lists the known names. It doesn't repeat values, which may be keys.
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
