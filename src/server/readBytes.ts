import type { IncomingMessage } from 'node:http';
import { RefusedRequest } from './RefusedRequest.js';

/** Bytes. Far above any request of these operations. */
const limit = 64 * 1024;

/**
 * The body of a request as it was sent.
 *
 * @throws RefusedRequest as soon as the body is known to be too large, encoded or cut short. What is still to come is
 *   read and dropped: closing the connection while the caller sends would lose the answer.
 */
export function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => reject(new RefusedRequest({ kind: 'unreadable_body', reason }));
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
