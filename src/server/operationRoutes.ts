/** The operations of a document as Express routes. */

import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Operation } from '../contract/Contract.js';
import type { Dialect, Handler, ValidRequest } from '../dialects/Dialect.js';
import { authenticate } from './authenticate.js';
import { contextOf, type LocatedContext } from './context.js';
import { execute } from './execute.js';
import { readParameters } from './readParameters.js';
import { noteReply, render, sendReply } from './reply.js';
import { requestValidator, violationsIn } from './requestValidator.js';
import { spoil } from './spoil.js';

/** What answers the requests to one operation, and where Express finds it. */
interface OperationRoute {
  readonly path: string;
  readonly handlers: readonly (RequestHandler | ErrorRequestHandler)[];
}

/** The operations of a document: authenticate, read, validate, execute or refuse, in this order. */
export function operationRoutes(dialect: Dialect): OperationRoute[] {
  const validate = requestValidator(dialect);
  return dialect.contract.operations.map((operation) => {
    const handler = dialect.handlers[operation.id];
    if (!handler) throw new Error(`there is no handler for ${operation.id}`);
    return {
      path: operation.path.replace(/\{(\w+)\}/g, ':$1'),
      handlers: [
        receive(dialect, operation),
        ...validate,
        answer(dialect, operation, handler),
        refuse(dialect, operation),
      ],
    };
  });
}

/** Finds the owner of a request, and reads the parts that the document describes. */
function receive(dialect: Dialect, operation: Operation): RequestHandler {
  return async (request, response, next) => {
    // Express would take a HEAD for a GET.
    if (request.method !== operation.method) return next('route');
    const context = contextOf(response);
    context.backend.activity?.begin(response);
    context.operation = operation;
    context.id = Object.values(request.params as Record<string, string>)[0];
    authenticate(dialect, request, context);
    const { query, body } = await readParameters(dialect, operation, request);
    context.sent = { path: { ...request.params }, query, body };
    // Express's own is a getter that the validator can't write to.
    Object.defineProperty(request, 'query', { value: shownToValidator(query), writable: true, configurable: true });
    request.body = body;
    next();
  };
}

/** The validator keeps its own notes in the query under `_openapi`; a parameter of that name gets another. */
function shownToValidator(query: object | undefined): object {
  const { _openapi, ...shown } = (query ?? {}) as { readonly _openapi?: unknown };
  return _openapi === undefined ? shown : { ...shown, _unknown: '' };
}

/** Answers a request that agrees with the document. */
function answer(dialect: Dialect, operation: Operation, handler: Handler): RequestHandler {
  return (_request, response) => respond(dialect, operation, response, handler);
}

/** Answers a request that the validator found to disagree with the document. */
function refuse(dialect: Dialect, operation: Operation): ErrorRequestHandler {
  return async (error, _request, response, next) => {
    const violations = violationsIn(error);
    if (!violations) return next(error);
    await respond(dialect, operation, response, (sent, context) =>
      dialect.invalidReply({ ...sent, operation, violations }, context),
    );
  };
}

async function respond(dialect: Dialect, operation: Operation, response: Response, handler: Handler): Promise<void> {
  const context = contextOf(response) as ReceivedContext;
  const { backend, request, sent, id } = context;
  const run = (handler: Handler) => execute(dialect, backend, request, sent, handler);
  const fault = backend.faults?.take(operation.id, id);
  if (!fault) return sendReply(dialect, response, await run(handler));
  context.fault = fault;
  return spoil(fault, {
    response,
    execute: (failing) => run(failing ? fail : handler),
    render: (reply) => render(dialect, response, reply),
    note: (status, reply) => noteReply(dialect, response, status, reply),
  });
}

const fail: Handler = () => {
  throw new Error('a fault was declared for this request');
};

type ReceivedContext = ReturnType<typeof contextOf> & {
  readonly request: LocatedContext;
  readonly sent: ValidRequest;
};
