import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { exchangeOf } from './exchange.js';
import { operationOf } from './operation.js';

/** One line for every answer. It names whose request it was, never the key or what was sent. */
export function logRequests(log: Logger): RequestHandler {
  return (_request, response, next) => {
    const start = performance.now();
    response.on('close', () => {
      const { requestId, method, key } = exchangeOf(response);
      log.info({
        requestId,
        organization: key?.organization,
        operation: operationOf(response)?.operationId,
        method,
        status: response.statusCode,
        durationMs: performance.now() - start,
        ...(response.writableFinished ? {} : { aborted: true }),
      });
    });
    next();
  };
}
