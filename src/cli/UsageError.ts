/** Thrown for a wrong option or file. The message is one line on how to mend it. Ends the process with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(inOneLine(message));
  }
}

/** A text with its control characters escaped: what it quotes of a file can have line breaks, or move a terminal's cursor. */
export function inOneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The reason a file, a port or a database can't be had, without a stack. */
export function reasonOf(error: unknown): string {
  // A host with several addresses, none of which can be reached, has a reason for each and none of its own.
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
