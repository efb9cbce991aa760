import type { Response } from 'express';
import type { DocumentedOperation } from '../contract/schemas.js';

/** Notes which operation a request is meant for. */
export function setOperation(response: Response, operation: DocumentedOperation): void {
  response.locals.operation = operation;
}

/** Undefined until the request has been matched, and for whatever is outside the contract. */
export function operationOf(response: Response): DocumentedOperation | undefined {
  return response.locals.operation as DocumentedOperation | undefined;
}
