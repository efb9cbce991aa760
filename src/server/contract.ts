import type { RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenAPIV3 } from 'express-openapi-validator/dist/framework/types.js';
import type { OpenApiDocument } from '../contract/document.js';
import { formats } from '../contract/formats.js';
import type { Dialect } from '../dialects/Dialect.js';
import { authenticate } from './authenticate.js';
import { identifiedExchangeOf } from './exchange.js';
import type { Executor } from './execute.js';
import type { KeyRing } from './KeyRing.js';
import { operationOf, requestOf } from './operation.js';
import { RefusedRequest } from './RefusedRequest.js';
import { readBody } from './readBody.js';
import { readQuery } from './readQuery.js';
import type { SendReply } from './reply.js';

export interface ContractOptions {
  readonly dialect: Dialect;
  readonly executor: Executor;
  readonly keys: KeyRing;
  readonly send: SendReply;
}

/**
 * The operations of a document: match, authenticate, read, validate, handle. The steps before the handler are the
 * validator's own, with ours in between, because it would read a body before it knows whose it is.
 */
export function contract({ dialect, executor, keys, send }: ContractOptions): RequestHandler[] {
  const steps = OpenApiValidator.middleware({
    apiSpec: requestsOf(dialect.document),
    // `npm run lint` has done so, in less of the caller's time.
    validateApiSpec: false,
    validateSecurity: false,
    validateRequests: { allowUnknownQueryParameters: true, allErrors: true },
    validateResponses: false,
    fileUploader: false,
    formats,
  });
  const step = (name: string): RequestHandler => {
    const found = steps.find((candidate) => candidate.name === name);
    if (!found) throw new Error(`express-openapi-validator has no step named ${name}`);
    return found as RequestHandler;
  };

  return [
    refuseOddTarget,
    step('pathParamsMiddleware'),
    step('metadataMiddleware'),
    authenticate(dialect, keys),
    readBody(dialect),
    readQuery(dialect),
    step('requestMiddleware'),
    handle(dialect, executor, send),
  ];
}

/** The document as far as requests go: the validator is not asked about answers, and compiling them would take it 0.3 s. */
function requestsOf(document: OpenApiDocument): OpenAPIV3.DocumentV3_1 {
  const paths = structuredClone(document.paths);
  for (const item of Object.values(paths)) {
    for (const operation of Object.values(item)) Object.assign(operation as object, { responses: {} });
  }
  const requests: object = { ...document, paths, components: referredFrom(paths, document.components) };
  // The validator's type demands what OpenAPI 3.1 leaves optional, such as `webhooks`.
  return requests as OpenAPIV3.DocumentV3_1;
}

/** Copies of the components that something refers to, and of those that they refer to. */
function referredFrom(root: object, components: OpenApiDocument['components']): Record<string, Record<string, object>> {
  const referred: Record<string, Record<string, object>> = {};
  const follow = (from: object) => {
    for (const [, kind = '', name = ''] of JSON.stringify(from).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)) {
      const component = components[kind]?.[name];
      if (!component || referred[kind]?.[name]) continue;
      referred[kind] = { ...referred[kind], [name]: structuredClone(component) };
      follow(component);
    }
  };
  follow(root);
  return referred;
}

/** What the validator's matching lets through: a slash at the end, and targets that are no path, as in `OPTIONS *`. */
const refuseOddTarget: RequestHandler = ({ path }, _response, next) => {
  if (!path.startsWith('/') || path.endsWith('/')) throw new RefusedRequest({ kind: 'unknown_route' });
  next();
};

function handle(dialect: Dialect, executor: Executor, send: SendReply): RequestHandler {
  return async (request, response) => {
    const handler = dialect.handlers[operationOf(request)?.id ?? ''];
    if (!handler) throw new Error('the request reached no operation');
    const valid = requestOf(request);
    const exchange = identifiedExchangeOf(response);
    const answer = await executor.execute(exchange, valid, (context) => handler(valid, context));
    send(request, response, answer);
  };
}
