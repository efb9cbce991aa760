import type { RequestHandler } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import { operationOf } from './operation.js';
import { RefusedRequest } from './RefusedRequest.js';

/** Reads the query of an operation that has one as its dialect writes it; any other query is ignored. */
export function readQuery(dialect: Dialect): RequestHandler {
  return (request, _response, next) => {
    let value: unknown = {};
    if (operationOf(request)?.hasQuery) {
      const reading = dialect.readQuery(request.originalUrl.split('?').slice(1).join('?'));
      if ('fault' in reading) throw new RefusedRequest(reading.fault);
      value = reading.value;
    }
    // Express 5 parses anew on every access unless the request has a query of its own.
    Object.defineProperty(request, 'query', { value, writable: true, configurable: true, enumerable: true });
    next();
  };
}
