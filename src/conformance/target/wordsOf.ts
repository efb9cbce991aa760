/** Turns any value of a target, an adapter or a check into text, and never throws. */

/** Characters of a text that a report shows. */
const most = 4_000;

/** A text as it is; any other value as JSON, or as `String` shows it. */
export function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return 'nothing';
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return nameOf(value);
  }
}

/** The message of an error; any other thrown value as text. */
export function messageOf(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return wordsOf(thrown.message);
  } catch {
    // A proxy or a getter may throw.
  }
  return wordsOf(thrown);
}

/** Shortens a text, so that one server or adapter can't flood a report. */
export function bounded(text: string): string {
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}

function nameOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'something without a text';
  }
}
