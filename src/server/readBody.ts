import type { IncomingMessage } from 'node:http';
import type { RequestBody } from '../contract/Contract.js';
import type { Dialect } from '../dialects/Dialect.js';
import { RejectedRequest } from './RejectedRequest.js';

/**
 * Reads a body and lets the dialect parse it. An empty one counts as none, whatever type it claims. The body of an
 * operation that has none is not read.
 *
 * Sets the request's Content-Type to the document's media type, or removes it: the validator keeps a compiled schema
 * for each type that it is ever shown.
 *
 * @throws RejectedRequest when the body can't be read.
 */
export async function readBody(
  dialect: Dialect,
  expected: RequestBody | undefined,
  request: IncomingMessage,
): Promise<unknown> {
  const { 'content-type': contentType = '' } = request.headers;
  delete request.headers['content-type'];
  if (!expected) return undefined;
  const bytes = await readBytes(request);
  if (bytes.length === 0) return undefined;

  const reading = dialect.readBody(bytes, contentType, expected.mediaType);
  if ('rejection' in reading) throw new RejectedRequest(reading.rejection);
  request.headers['content-type'] = expected.mediaType;
  return reading.value;
}

/** Bytes. Far above any request of these operations. */
const limit = 64 * 1024;

/**
 * The body of a request as it was sent.
 *
 * @throws RejectedRequest as soon as the body is known to be too large, encoded or cut short. What is still to come is
 *   read and dropped: closing the connection while the caller sends would lose the answer.
 */
export function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => reject(new RejectedRequest({ kind: 'unreadable_body', reason }));
    const chunks: Buffer[] = [];
    let length = 0;

    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else refuse(tooLarge);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => refuse('the body could not be read to its end'));

    const { 'content-length': announced, 'content-encoding': encoding = 'identity' } = request.headers;
    if (Number(announced) > limit) refuse(tooLarge);
    if (encoding.toLowerCase() !== 'identity') refuse('its Content-Encoding is not supported');
  });
}

const tooLarge = `the body is larger than ${limit / 1024} kB`;
