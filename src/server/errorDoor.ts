import type { ErrorRequestHandler, Response } from 'express';
import { error as openApiError } from 'express-openapi-validator';
import type { Logger } from 'pino';
import type { Dialect, Reply, Violation } from '../dialects/Dialect.js';
import type { Fault } from '../dialects/Fault.js';
import type { Store } from '../domain/Store.js';
import { exchangeOf, identifiedExchangeOf } from './exchange.js';
import { operationOf, requestOf } from './operation.js';
import { RefusedRequest } from './RefusedRequest.js';
import type { SendReply } from './reply.js';

interface ErrorDoorOptions {
  readonly dialect: Dialect;
  readonly store: Store;
  readonly log: Logger;
  readonly send: SendReply;
}

/** Where everything ends that no handler answered. Whatever it is, it leaves in the dialect's words. */
export function errorDoor({ dialect, store, log, send }: ErrorDoorOptions): ErrorRequestHandler {
  const answer = async (
    error: unknown,
    request: Parameters<ErrorRequestHandler>[1],
    response: Response,
  ): Promise<Reply> => {
    const violations = violationsIn(error);
    if (violations && operationOf(request)) {
      return store.transact((intents) =>
        dialect.refuseInvalid({ ...requestOf(request), violations }, { ...identifiedExchangeOf(response), intents }),
      );
    }
    const fault = faultIn(error);
    if (fault.kind === 'crash') log.error({ err: error, requestId: exchangeOf(response).requestId }, 'request failed');
    return dialect.refuse(fault, exchangeOf(response));
  };

  return async (error, request, response, _next) => {
    let reply: Reply;
    try {
      reply = await answer(error, request, response);
    } catch (failure) {
      log.error({ err: failure, requestId: exchangeOf(response).requestId }, 'request failed');
      reply = dialect.refuse({ kind: 'crash' }, exchangeOf(response));
    }
    if (response.headersSent) response.destroy();
    else send(request, response, reply);
  };
}

function violationsIn(error: unknown): Violation[] | undefined {
  if (!(error instanceof openApiError.BadRequest)) return undefined;
  return error.errors.map(({ path, message, errorCode = '' }) => ({
    pointer: path,
    keyword: errorCode.split('.', 1)[0] ?? '',
    message,
  }));
}

function faultIn(error: unknown): Fault {
  if (error instanceof RefusedRequest) return error.fault;
  // Unknown paths and methods, and paths whose percent-encoding means nothing.
  if (error instanceof openApiError.NotFound) return { kind: 'unknown_route' };
  if (error instanceof openApiError.MethodNotAllowed) return { kind: 'unknown_route' };
  if (error instanceof openApiError.BadRequest) return { kind: 'unknown_route' };
  if (error instanceof URIError) return { kind: 'unknown_route' };
  return { kind: 'crash' };
}
