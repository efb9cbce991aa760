const length = 100_000;

/** Texts over which a pattern that looks at each place for what comes later takes seconds. */
const parts = ['a', '1', ' ', '-', '"', '\\', 'Basic ', '"id": "', '$', '_secret_'];

export function longWords(): [part: string, word: string][] {
  return parts.map((part) => [part, part.repeat(length / part.length)]);
}
