/** Reads what a request says besides its path, and lets the dialect parse it. */

import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Operation } from '../contract/Contract.js';
import type { Dialect, Reading, ValidRequest } from '../dialects/Dialect.js';
import { RejectedRequest } from './RejectedRequest.js';

/**
 * Reads the body and the query of a request. An empty body counts as none, with any content type. The body of an
 * operation that has none is not read; nor is the query of an operation that has neither a body nor query parameters,
 * unless the dialect refuses parameters that it does not know.
 *
 * Sets the request's Content-Type to the document's media type, or removes it: the validator keeps a compiled schema
 * for each type that it is ever shown.
 *
 * @throws RejectedRequest when they can't be read.
 */
export async function readParameters(
  dialect: Dialect,
  operation: Operation,
  request: Request,
): Promise<Pick<ValidRequest, 'query' | 'body'>> {
  const { requestBody, parameters } = operation;
  const { 'content-type': contentType = '' } = request.headers;
  delete request.headers['content-type'];
  const query = request.originalUrl.split('?').slice(1).join('?');
  if (!requestBody) {
    const isRead = parameters.query.length > 0 || dialect.refusesUnknownQuery;
    return { query: isRead ? (accepted(dialect.readQuery(query, operation)) as object) : undefined, body: undefined };
  }

  const { mediaType } = requestBody;
  const bytes = await readBytes(request);
  const sent = bytes.length === 0 ? undefined : accepted(dialect.readBody(bytes, contentType, mediaType));
  const body = accepted(dialect.readParameters(sent, query, operation));
  if (body !== undefined) request.headers['content-type'] = mediaType;
  return { query: undefined, body };
}

function accepted(reading: Reading): unknown {
  if ('rejection' in reading) throw new RejectedRequest(reading.rejection);
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
