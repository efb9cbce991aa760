import type { ErrorRequestHandler, Response } from 'express';
import { error as openApiError } from 'express-openapi-validator';
import type { Logger } from 'pino';
import type { Dialect, Violation } from '../dialects/Dialect.js';
import type { Fault } from '../dialects/Fault.js';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import type { Answer } from './Answer.js';
import { exchangeOf, identifiedExchangeOf } from './exchange.js';
import type { Executor } from './execute.js';
import { operationOf, requestOf } from './operation.js';
import { RefusedRequest } from './RefusedRequest.js';
import type { SendReply } from './reply.js';

interface ErrorDoorOptions {
  readonly dialect: Dialect;
  readonly executor: Executor;
  readonly log: Logger;
  readonly send: SendReply;
}

/** Where everything ends that no handler answered. Whatever it is, it leaves in the dialect's words. */
export function errorDoor({ dialect, executor, log, send }: ErrorDoorOptions): ErrorRequestHandler {
  const answer = async (
    error: unknown,
    request: Parameters<ErrorRequestHandler>[1],
    response: Response,
  ): Promise<Answer> => {
    const violations = violationsIn(error);
    if (!violations || !operationOf(request)) return answerFault(error, response);
    const invalid = { ...requestOf(request), violations };
    return executor.refuse(identifiedExchangeOf(response), invalid, (context) =>
      dialect.refuseInvalid(invalid, context),
    );
  };

  const answerFault = (error: unknown, response: Response): Answer => {
    const fault = faultIn(error);
    const { requestId } = exchangeOf(response);
    if (fault.kind === 'crash') log.error({ err: error, requestId }, 'request failed');
    if (fault.kind === 'unavailable') log.error({ err: error, requestId }, 'store unavailable');
    return dialect.refuse(fault, exchangeOf(response));
  };

  return async (error, request, response, _next) => {
    const reply = await answer(error, request, response).catch((failure) => answerFault(failure, response));
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
  if (error instanceof StoreUnavailable) return { kind: 'unavailable' };
  // Unknown paths and methods, and paths whose percent-encoding means nothing.
  if (error instanceof openApiError.NotFound) return { kind: 'unknown_route' };
  if (error instanceof openApiError.MethodNotAllowed) return { kind: 'unknown_route' };
  if (error instanceof openApiError.BadRequest) return { kind: 'unknown_route' };
  if (error instanceof URIError) return { kind: 'unknown_route' };
  return { kind: 'crash' };
}
