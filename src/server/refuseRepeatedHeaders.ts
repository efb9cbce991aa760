import type { RequestHandler } from 'express';
import type { Contract } from '../contract/Contract.js';
import { RejectedRequest } from './RejectedRequest.js';

/**
 * Rejects requests that repeat a header on which something depends. Those are the document's, the API key and the type
 * of the body. Node would take the first of two API keys, and join two idempotency keys into a third.
 */
export function refuseRepeatedHeaders({ operations }: Contract): RequestHandler {
  const documented = operations.flatMap(({ parameters }) => parameters.header.map(({ name }) => name));
  const names = new Map(['Authorization', 'Content-Type', ...documented].map((name) => [name.toLowerCase(), name]));

  return ({ rawHeaders }, _response, next) => {
    const seen = new Set<string>();
    let repeated: string | undefined;
    for (let index = 0; index < rawHeaders.length; index += 2) {
      const name = names.get(rawHeaders[index]?.toLowerCase() ?? '');
      if (name === undefined) continue;
      if (seen.has(name)) repeated = name;
      seen.add(name);
    }
    if (repeated !== undefined) {
      throw new RejectedRequest({ kind: 'malformed_request', reason: `it has the header ${repeated} more than once` });
    }
    next();
  };
}
