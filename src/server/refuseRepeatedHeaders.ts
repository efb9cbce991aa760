import type { RequestHandler } from 'express';
import type { Contract } from '../contract/Contract.js';
import { RejectedRequest } from './RejectedRequest.js';

/**
 * Rejects requests that repeat a header on which something depends. Those are the document's, the API key and the type
 * of the body. Node would take the first of two API keys, and join two idempotency keys into a third.
 */
export function refuseRepeatedHeaders({ operations }: Contract): RequestHandler {
  const documented = operations.flatMap(({ parameters }) => parameters.header.map(({ name }) => name));
  const names = [...new Set(['Authorization', 'Content-Type', ...documented])];

  return ({ headersDistinct }, _response, next) => {
    const repeated = names.find((name) => (headersDistinct[name.toLowerCase()]?.length ?? 0) > 1);
    if (repeated !== undefined) {
      throw new RejectedRequest({ kind: 'malformed_request', reason: `it has the header ${repeated} more than once` });
    }
    next();
  };
}
