import { type RequestHandler, raw } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import { exchangeOf } from './exchange.js';
import { operationOf } from './operation.js';
import { RefusedRequest } from './RefusedRequest.js';

/** Far above any request of these operations. */
const limit = '64kb';

const readBytes = raw({ type: () => true, limit });

/**
 * Reads the body of an operation that has one and lets the dialect make sense of it. An empty body counts as none,
 * whatever type it claims.
 */
export function readBody(dialect: Dialect): RequestHandler {
  return (request, response, next) => {
    if (!operationOf(request)?.hasBody) return next();

    readBytes(request, response, (error?: unknown) => {
      if (error) return next(new RefusedRequest({ kind: 'unreadable_body', reason: reasonOf(error) }));
      const bytes: unknown = request.body;
      request.body = undefined;
      if (!Buffer.isBuffer(bytes) || bytes.length === 0) return next();
      const reading = dialect.readBody(bytes, exchangeOf(response).contentType);
      if ('fault' in reading) return next(new RefusedRequest(reading.fault));
      request.body = reading.value;
      request.headers['content-type'] = dialect.mediaType;
      next();
    });
  };
}

function reasonOf(error: unknown): string {
  const type = (error as { type?: unknown }).type;
  if (type === 'entity.too.large') return `the body is larger than ${limit}`;
  if (type === 'encoding.unsupported') return 'its Content-Encoding is not supported';
  return 'the body could not be read to its end';
}
