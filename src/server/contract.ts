import type { Request, RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import type { Logger } from 'pino';
import { formats } from '../contract/formats.js';
import type { Dialect } from '../dialects/Dialect.js';
import type { Store } from '../domain/Store.js';
import { authenticate } from './authenticate.js';
import { identifiedExchangeOf, send } from './exchange.js';
import type { KeyRing } from './KeyRing.js';
import { operationOf, requestOf } from './operation.js';
import { readBody } from './readBody.js';
import { readQuery } from './readQuery.js';

export interface ContractOptions {
  readonly dialect: Dialect;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: Logger;
}

/**
 * The operations of a document: match, authenticate, read, validate, handle. The steps before the handler are the
 * validator's own, with ours in between, because it would read a body before it knows whose it is.
 */
export function contract({ dialect, store, keys, log }: ContractOptions): RequestHandler[] {
  const steps = OpenApiValidator.middleware({
    apiSpec: structuredClone(dialect.document) as unknown as OpenAPIV3.DocumentV3_1,
    validateSecurity: false,
    validateRequests: { allowUnknownQueryParameters: true },
    validateResponses: {
      // By now the intent has moved: the caller is told so, and the deviation is ours to mend.
      onError: (error, _body, request) =>
        log.error(
          { operation: operationOf(request as Request)?.id, reason: error.message },
          'reply deviates from the document',
        ),
    },
    fileUploader: false,
    formats,
  });
  const step = (name: string): RequestHandler => {
    const found = steps.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`express-openapi-validator has no step named ${name}`);
    return found as RequestHandler;
  };

  return [
    step('pathParamsMiddleware'),
    step('metadataMiddleware'),
    step('responseMiddleware'),
    authenticate(dialect, keys),
    readBody(dialect),
    readQuery(dialect),
    step('requestMiddleware'),
    handle(dialect, store),
  ];
}

function handle(dialect: Dialect, store: Store): RequestHandler {
  return async (request, response) => {
    const handler = dialect.handlers[operationOf(request)?.id ?? ''];
    if (!handler) throw new Error('the request reached no operation');
    const reply = await store.transact((intents) =>
      handler(requestOf(request), { ...identifiedExchangeOf(response), intents }),
    );
    send(dialect, response, reply);
  };
}
