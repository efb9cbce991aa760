import type { ErrorObject } from 'ajv';

/** What is wrong with something declared, and where, in the words of a sentence. */
export function explain({ instancePath = '', keyword, params, message = 'is not valid' }: Partial<ErrorObject> = {}) {
  const place = instancePath || 'it';
  return keyword === 'additionalProperties'
    ? `${place} has no member ${String(params?.additionalProperty)}`
    : `${place} ${message}`;
}
