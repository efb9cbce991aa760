import type { RequestHandler } from 'express';
import type { OpenApiDocument } from '../contract/document.js';
import { operationsOf } from '../contract/schemas.js';
import type { Dialect } from '../dialects/Dialect.js';
import { operationOf } from './operation.js';
import { RefusedRequest } from './RefusedRequest.js';

/**
 * Reads the query of an operation that has one as its dialect writes it; any other query is ignored. The handler gets
 * all that was sent, the validator only the parameters of the document: it takes one named `_openapi` for its own.
 */
export function readQuery(dialect: Dialect): RequestHandler {
  const documented = queryParametersOf(dialect.document);
  return (request, _response, next) => {
    const names = documented.get(operationOf(request)?.id ?? '') ?? [];
    if (names.length === 0) return next();
    const reading = dialect.readQuery(request.originalUrl.split('?').slice(1).join('?'));
    if ('fault' in reading) throw new RefusedRequest(reading.fault);
    const sentQuery = reading.value as object;
    const value = Object.fromEntries(Object.entries(sentQuery).filter(([name]) => names.includes(name)));
    // Express 5 parses anew on every access unless the request has a query of its own.
    Object.defineProperty(request, 'query', { value, writable: true, configurable: true, enumerable: true });
    Object.assign(request, { sentQuery });
    next();
  };
}

/** By operationId, the names of the operation's parameters in the query. */
function queryParametersOf(document: OpenApiDocument): ReadonlyMap<string, readonly string[]> {
  const parameters = (document.components.parameters ?? {}) as Record<string, { in: string; name: string }>;
  const inQuery = new Map(
    Object.entries(parameters)
      .filter(([, { in: place }]) => place === 'query')
      .map(([component, { name }]) => [`#/components/parameters/${component}`, name]),
  );
  return new Map(
    operationsOf(document).map(({ operationId, parameters }) => [
      operationId,
      parameters.flatMap(({ $ref }) => inQuery.get($ref) ?? []),
    ]),
  );
}
