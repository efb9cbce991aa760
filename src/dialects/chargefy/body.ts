import type { Reading } from '../Dialect.js';

/** Reads a JSON body. Any other type, and bytes that are not UTF-8, are a fault. */
export function readJson(bytes: Buffer, contentType: string | undefined): Reading {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json') return { fault: { kind: 'unsupported_body' } };
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return { fault: { kind: 'unreadable_body', reason: 'malformed JSON' } };
  }
}
