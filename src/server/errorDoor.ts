import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Dialect } from '../dialects/Dialect.js';
import type { Fault } from '../dialects/Fault.js';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import { exchangeOf } from './exchange.js';
import { RefusedRequest } from './RefusedRequest.js';
import type { SendReply } from './reply.js';

interface ErrorDoorOptions {
  readonly dialect: Dialect;
  readonly log: Logger;
  readonly send: SendReply;
}

/** Where everything ends that no handler answered. Whatever it is, it leaves in the dialect's words. */
export function errorDoor({ dialect, log, send }: ErrorDoorOptions): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const exchange = exchangeOf(response);
    const { requestId } = exchange;
    const fault = faultIn(error);
    if (fault.kind === 'crash') log.error({ err: error, requestId }, 'request failed');
    if (fault.kind === 'unavailable') log.error({ err: error, requestId }, 'store unavailable');
    if (response.headersSent) response.destroy();
    else send(response, dialect.refuse(fault, exchange));
  };
}

function faultIn(error: unknown): Fault {
  if (error instanceof RefusedRequest) return error.fault;
  if (error instanceof StoreUnavailable) return { kind: 'unavailable' };
  // A path whose percent-encoding means nothing.
  if (error instanceof URIError) return { kind: 'unknown_route' };
  return { kind: 'crash' };
}
