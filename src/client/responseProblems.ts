import { contractOf } from '../contract/Contract.js';
import type { OpenApiDocument } from '../contract/document.js';
import type { Call, ClientDialect } from './ClientDialect.js';

/** Says where a response deviates from the document; empty when it doesn't. */
export type ResponseProblems = (call: Pick<Call, 'method' | 'path'>, status: number, body: unknown) => string[];

/** Everything here is loaded on demand: the validator with this module, the document with this function. */
export async function loadResponseProblems(loadDocument: ClientDialect['loadDocument']): Promise<ResponseProblems> {
  const { operations } = contractOf((await loadDocument()).default as OpenApiDocument);

  return ({ method, path }, status, body) => {
    const operation = operations.find((known) => known.path === path && known.method === method);
    const validate = operation?.responses.get(status)?.body;
    if (!validate) throw new Error(`the document has no response ${status} to ${method} ${path}`);
    validate(body);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'the answer'} ${message}`);
  };
}
