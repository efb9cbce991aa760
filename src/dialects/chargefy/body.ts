import type { Reading } from '../Dialect.js';
import { mediaTypeIn } from '../mediaType.js';

/** Reads a JSON body. Any other type, and bytes that are not UTF-8, are a rejection. */
export function readJson(bytes: Buffer, contentType: string, expected: string): Reading {
  if (mediaTypeIn(contentType) !== expected) return { rejection: { kind: 'unsupported_body' } };
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return { rejection: { kind: 'unreadable_body', reason: 'malformed JSON' } };
  }
}
