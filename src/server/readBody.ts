import type { RequestHandler } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import { exchangeOf } from './exchange.js';
import { operationOf } from './operation.js';
import { RefusedRequest } from './RefusedRequest.js';
import { readBytes } from './readBytes.js';

/**
 * Reads the body of an operation that has one and lets the dialect make sense of it. An empty body counts as none,
 * whatever type it claims.
 */
export function readBody(dialect: Dialect): RequestHandler {
  return async (request, response, next) => {
    const bytes = operationOf(request)?.hasBody ? await readBytes(request) : Buffer.of();
    if (bytes.length > 0) {
      const reading = dialect.readBody(bytes, exchangeOf(response).contentType);
      if ('fault' in reading) throw new RefusedRequest(reading.fault);
      request.body = reading.value;
      request.headers['content-type'] = dialect.mediaType;
    }
    next();
  };
}
