import type { EventError } from './EventError.js';

/** The text of a header, which is never empty. */
export function headerText(header: string, value: unknown): string | EventError {
  if (value === undefined || value === null || value === '') {
    return { kind: 'header_missing', header, message: `There is no header ${header}.` };
  }
  const message = `${header} is one text, as it was received.`;
  return typeof value === 'string' ? value : { kind: 'header_not_text', header, message };
}
