/** Says in words whatever a target, an adapter or a check hands over. Nothing makes it throw. */

/** Characters of a text that a report shows. */
const most = 4_000;

/** The text itself; of anything else its JSON, or what it calls itself. */
export function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return 'nothing';
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return nameOf(value);
  }
}

/** The message of an error; of anything else that was thrown, what it is. */
export function messageOf(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return wordsOf(thrown.message);
  } catch {
    // A proxy or a getter that throws in its turn.
  }
  return wordsOf(thrown);
}

/** A text short enough for a report, which one server or adapter must not flood. */
export function bounded(text: string): string {
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}

function nameOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'something that has no text';
  }
}
