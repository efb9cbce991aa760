import type { RequestHandler } from 'express';
import { type DocumentedOperation, operationsOf } from '../contract/schemas.js';
import type { Dialect } from '../dialects/Dialect.js';
import { authenticate } from './authenticate.js';
import type { Executor } from './execute.js';
import type { KeyRing } from './KeyRing.js';
import { setOperation } from './operation.js';
import { readBody } from './readBody.js';
import { queryReader } from './readQuery.js';
import type { SendReply } from './reply.js';
import { requestValidators } from './requestValidator.js';

export interface ContractOptions {
  readonly dialect: Dialect;
  readonly executor: Executor;
  readonly keys: KeyRing;
  readonly send: SendReply;
}

/** What answers the requests to one operation, and where Express finds it. */
export interface OperationRoute {
  readonly path: string;
  readonly answer: RequestHandler;
}

/** The operations of a document: authenticate, read, validate, execute or refuse, in this order. */
export function contract({ dialect, executor, keys, send }: ContractOptions): OperationRoute[] {
  const validators = requestValidators(dialect.document);

  const answer = (operation: DocumentedOperation): RequestHandler => {
    const method = operation.method.toUpperCase();
    const readQuery = queryReader(dialect, operation);
    const handler = dialect.handlers[operation.operationId];
    const validate = validators.get(operation.operationId);
    if (!handler || !validate) throw new Error(`nothing handles ${operation.operationId}`);

    return async (request, response, next) => {
      // Express would take a HEAD for a GET.
      if (request.method !== method) return next('route');
      setOperation(response, operation);
      const exchange = authenticate(dialect, keys, request, response);
      const body = operation.requestBody && (await readBody(dialect, request));
      const { sent, documented } = readQuery(request);
      const path = request.params;

      const violations = validate({ headers: request.headers, path, query: documented, body });
      const valid = { path, query: sent, body };
      send(
        response,
        violations.length === 0
          ? await executor.execute(exchange, valid, (context) => handler(valid, context))
          : await executor.refuse(exchange, valid, (context) =>
              dialect.refuseInvalid({ ...valid, violations }, context),
            ),
      );
    };
  };

  return operationsOf(dialect.document).map((operation) => ({
    path: operation.path.replace(/\{(\w+)\}/g, ':$1'),
    answer: answer(operation),
  }));
}
