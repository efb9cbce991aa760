import type { RequestHandler } from 'express';
import { contextOf } from './context.js';

/** Writes one line for every answer. It names the owner, never the key or what was sent. */
export const logRequests: RequestHandler = (_request, response, next) => {
  const context = contextOf(response);
  const { log } = context.backend;
  if (!log.isLevelEnabled('info')) return next();
  const start = performance.now();
  response.on('close', () => {
    const { request, operation } = context;
    log.info({
      requestId: request.requestId,
      organization: request.key?.organization,
      operation: operation?.id,
      method: request.method,
      status: response.statusCode,
      durationMs: performance.now() - start,
      ...(response.writableFinished ? {} : { aborted: true }),
    });
  });
  next();
};
