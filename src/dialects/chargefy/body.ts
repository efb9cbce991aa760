/** Reads what a request says besides its path. */

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

/** Parameters of a cancel belong in the body. In a query they would be ignored, so any is refused. */
export function refuseQuery(query: string): Extract<Reading, { rejection: object }> | undefined {
  const pair = query.split('&').find((text) => text !== '');
  if (pair === undefined) return undefined;
  const param = pair.split('=', 1)[0] ?? '';
  const problem = `Invalid query parameter: ${param}. Parameters belong in the body.`;
  return { rejection: { kind: 'bad_parameter', param, problem } };
}
