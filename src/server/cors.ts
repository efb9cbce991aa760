import type { RequestHandler } from 'express';
import type { Contract } from '../contract/Contract.js';
import { contractFor } from '../contract/contracts.js';
import { contextOf } from './context.js';
import { isLoopbackOrigin } from './loopback.js';

/** Lets pages of this machine call the server from a browser. Never for an address that others can reach. */
export function cors(contract: Contract): RequestHandler {
  const exposed = exposedHeaders(contract);
  const operations = [...contract.operations, ...contractFor('control').operations];
  const methods = [...new Set(operations.map(({ method }) => method))].sort().join(', ');
  return ({ method, headers }, response, next) => {
    const { origin } = headers;
    const { crossOrigin } = contextOf(response).backend;
    if (!crossOrigin || origin === undefined || !isLoopbackOrigin(origin)) return next();
    response.set({ Vary: 'Origin', 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': exposed });
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return next();
    response.set({
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '',
      'Access-Control-Max-Age': '600',
    });
    response.status(204).end();
  };
}

/** Every header that the document describes: a browser hides them all but the content type. */
function exposedHeaders({ operations }: Contract): string {
  const responses = operations.flatMap((operation) => [...operation.responses.values()]);
  const names = responses.flatMap(({ headers }) => headers.map(({ name }) => name));
  return [...new Set([...names, 'Retry-After'])].join(', ');
}
