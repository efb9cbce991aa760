import type { IncomingHttpHeaders } from 'node:http';
import type { Response } from 'express';
import { BadRequest, type OpenAPIV3, type OpenApiRequest } from 'express-openapi-validator/dist/framework/types.js';
import { RequestValidator } from 'express-openapi-validator/dist/middlewares/openapi.request.validator.js';
import type { OpenApiDocument } from '../contract/document.js';
import { formats } from '../contract/formats.js';
import { oncePerDocument } from '../contract/oncePerDocument.js';
import { type DocumentedOperation, operationsOf } from '../contract/schemas.js';
import type { ValidRequest, Violation } from '../dialects/Dialect.js';

/** Everything of a request to one operation that its document speaks of. */
export interface ReadRequest extends ValidRequest {
  readonly headers: IncomingHttpHeaders;
}

/** Says where a request disagrees with its operation; empty when nowhere. */
export type ValidateRequest = (request: ReadRequest) => Violation[];

/**
 * Makes the validators of a document's operations, by operationId.
 *
 * Of express-openapi-validator this is the part that validates, and it is shown what was read of a request, not the
 * request. The whole would compile OpenAPI's own schema whatever it is told (0.1 s at every start), match each request
 * against paths that it compiles anew (50 µs), read bodies before anybody knows whose they are, and take a query
 * parameter named `_openapi` for its own.
 */
export const requestValidators = oncePerDocument((document): ReadonlyMap<string, ValidateRequest> => {
  const requests = requestsOf(document);
  // The validator's type demands what OpenAPI 3.1 leaves optional, such as `webhooks`.
  const validator = new RequestValidator(requests as object as OpenAPIV3.DocumentV3_1, {
    allErrors: true,
    allowUnknownQueryParameters: true,
    strict: false,
    // `npm run lint` has done so.
    validateSchema: false,
    formats,
    ajvFormats: { mode: 'fast' },
  });
  return new Map(operationsOf(requests).map((operation) => [operation.operationId, validatorOf(validator, operation)]));
});

function validatorOf(validator: RequestValidator, operation: DocumentedOperation): ValidateRequest {
  const { content = {} } = (operation.requestBody ?? {}) as { content?: object };
  const [mediaType] = Object.keys(content);
  const method = operation.method.toUpperCase();
  const matched = { openApiRoute: operation.path, expressRoute: operation.path, schema: operation, serial: -1 };
  return ({ headers, path, query = {}, body }) => {
    const shown = {
      method,
      originalUrl: operation.path,
      path: operation.path,
      openapi: { ...matched, pathParams: path },
      // One compiled schema is kept for every type that is ever seen there.
      headers: { ...headers, 'content-type': body === undefined ? undefined : mediaType },
      query,
      body,
    };
    try {
      validator.validate(shown as object as OpenApiRequest, {} as Response, () => undefined);
      return [];
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      return error.errors.map(({ path, message, errorCode = '' }) => ({
        pointer: path,
        keyword: errorCode.split('.', 1)[0] ?? '',
        message,
      }));
    }
  };
}

/**
 * The document as far as requests go, each body where its operation is. The validator is not asked about answers:
 * compiling them would take it 0.3 s.
 */
function requestsOf(document: OpenApiDocument): OpenApiDocument {
  const paths = structuredClone(document.paths);
  for (const operation of Object.values(paths).flatMap(Object.values) as DocumentedOperation[]) {
    const body = operation.requestBody && componentAt(operation.requestBody.$ref, document.components);
    Object.assign(operation, { responses: {}, ...(body && { requestBody: structuredClone(body) }) });
  }
  return { ...document, paths, components: referredFrom(paths, document.components) };
}

const references = /"(#\/components\/(\w+)\/(\w+))"/g;

/** Copies of the components that something refers to, and of those that they refer to. */
function referredFrom(root: object, components: OpenApiDocument['components']): OpenApiDocument['components'] {
  const referred: Record<string, Record<string, object>> & { schemas: Record<string, object> } = { schemas: {} };
  const follow = (from: object) => {
    for (const [, reference = '', kind = '', name = ''] of JSON.stringify(from).matchAll(references)) {
      if (referred[kind]?.[name]) continue;
      const component = structuredClone(componentAt(reference, components));
      referred[kind] = { ...referred[kind], [name]: component };
      follow(component);
    }
  };
  follow(root);
  return referred;
}

function componentAt(reference: string, components: OpenApiDocument['components']): object {
  const [kind = '', name = ''] = reference.split('/').slice(2);
  const component = components[kind]?.[name];
  if (!component) throw new Error(`the document has no ${reference}`);
  return component;
}
