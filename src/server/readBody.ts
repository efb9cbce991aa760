import type { Request } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import { RefusedRequest } from './RefusedRequest.js';
import { readBytes } from './readBytes.js';

/**
 * Reads a body and lets the dialect make sense of it. An empty one counts as none, whatever type it claims.
 *
 * @throws RefusedRequest when it makes none.
 */
export async function readBody(dialect: Dialect, request: Request): Promise<unknown> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return undefined;
  const reading = dialect.readBody(bytes, request.headers['content-type']);
  if ('fault' in reading) throw new RefusedRequest(reading.fault);
  return reading.value;
}
