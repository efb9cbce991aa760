/** Validates requests by the document, with express-openapi-validator. */

import type { RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { OpenApiDocument } from '../contract/document.js';
import { formats } from '../contract/formats.js';
import { requestsOf } from '../contract/requestsOf.js';
import type { Dialect, Violation } from '../dialects/Dialect.js';

const validators = new WeakMap<OpenApiDocument, RequestHandler[]>();

/**
 * The middleware that validates requests by the document. It is given the request as it was read: authenticated, with a
 * parsed body, a parsed query and the document's media type. One takes 0.1 to 0.4 s of processor time to make, so each
 * document has one.
 */
export function requestValidator(dialect: Dialect): RequestHandler[] {
  const { document } = dialect.contract;
  const validator = validators.get(document) ?? createValidator(dialect);
  validators.set(document, validator);
  return validator;
}

function createValidator({ contract, refusesUnknownQuery }: Dialect): RequestHandler[] {
  // Its own request type has multer's files, which this server does not take.
  return OpenApiValidator.middleware({
    apiSpec: requestsOf(contract.document) as object as ApiSpec,
    // `npm run lint` does that.
    validateApiSpec: false,
    validateRequests: { allErrors: true, allowUnknownQueryParameters: !refusesUnknownQuery },
    // 0.9 s at the start, and too late: by then the intent has moved.
    validateResponses: false,
    validateSecurity: false,
    fileUploader: false,
    // Otherwise it compiles every schema that something refers to, only to find it: 0.1 s at the start.
    $refParser: { mode: 'dereference' },
    formats,
    ajvFormats: { mode: 'fast' },
  }) as object as RequestHandler[];
}

type ApiSpec = Parameters<typeof OpenApiValidator.middleware>[0]['apiSpec'];

/** Where a request disagrees with the document; undefined when the error is not about that. */
export function violationsIn(error: unknown): Violation[] | undefined {
  if (!(error instanceof OpenApiValidator.error.BadRequest)) return undefined;
  return error.errors.map(({ path, message, errorCode = '' }) => ({
    pointer: path,
    keyword: errorCode.split('.', 1)[0] ?? '',
    message,
  }));
}
