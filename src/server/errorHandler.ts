import type { ErrorRequestHandler } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import type { Rejection } from '../dialects/Rejection.js';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import { contextOf } from './context.js';
import { RejectedRequest } from './RejectedRequest.js';
import { sendReply } from './reply.js';

/** Answers every request that no handler answered, in the dialect's words. */
export function errorHandler(dialect: Dialect): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const { backend, request } = contextOf(response);
    const { requestId } = request;
    const rejection = rejectionIn(error);
    if (rejection.kind === 'crash') backend.log.error({ err: error, requestId }, 'request failed');
    if (rejection.kind === 'unavailable') backend.log.error({ err: error, requestId }, 'store unavailable');
    if (response.headersSent) response.destroy();
    else sendReply(dialect, response, dialect.rejectionReply(rejection, request));
  };
}

function rejectionIn(error: unknown): Rejection {
  if (error instanceof RejectedRequest) return error.rejection;
  if (error instanceof StoreUnavailable) return { kind: 'unavailable' };
  // The percent-encoding of the path is broken.
  if (error instanceof URIError) return { kind: 'unknown_route' };
  return { kind: 'crash' };
}
