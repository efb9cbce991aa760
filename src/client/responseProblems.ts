import { contractOf } from '../contract/Contract.js';
import type { DialectName } from '../contract/dialect.js';
import type { OpenApiDocument } from '../contract/document.js';
import type { Call } from './Wire.js';

/** Says where an answer deviates from the document; empty when it doesn't. */
export type ResponseProblems = (call: Call, status: number, body: unknown) => string[];

/** Everything here is loaded on demand: the validator with this module, the document with this function. */
export async function loadResponseProblems(dialect: DialectName): Promise<ResponseProblems> {
  const { default: json } = await documents[dialect]();
  const { operations } = contractOf(json as unknown as OpenApiDocument);

  return ({ method, path }, status, body) => {
    const operation = operations.find((known) => known.path === path && known.method === method);
    const validate = operation?.responses.get(status)?.body;
    if (!validate) throw new Error(`the document has no answer ${status} to ${method} ${path}`);
    validate(body);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'the answer'} ${message}`);
  };
}

const documents = {
  stripe: () => import('../../generated/stripe.json', { with: { type: 'json' } }),
  chargefy: () => import('../../generated/chargefy.json', { with: { type: 'json' } }),
};
