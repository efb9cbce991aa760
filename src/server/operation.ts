import type { Request } from 'express';
import type { ValidRequest } from '../dialects/Dialect.js';

/** The operation of the document that a request has been matched to. */
export interface MatchedOperation {
  readonly id: string;
  readonly hasBody: boolean;
}

/** Undefined until the validator has matched the request, and for whatever is outside the contract. */
export function operationOf(request: Request): MatchedOperation | undefined {
  const { openapi } = request as { openapi?: { schema?: OperationObject } };
  const operation = openapi?.schema;
  return (
    operation && {
      id: operation.operationId,
      hasBody: operation.requestBody !== undefined,
    }
  );
}

interface OperationObject {
  readonly operationId: string;
  readonly requestBody?: unknown;
}

/** The request as the document describes it, once it has been read. */
export function requestOf(request: Request): ValidRequest {
  const { openapi, sentQuery, body } = request as {
    openapi?: { pathParams?: object };
    sentQuery?: object;
    body: unknown;
  };
  // Express gives every step `params` of its own; the validator's are kept here.
  return { path: openapi?.pathParams ?? {}, query: sentQuery, body };
}
