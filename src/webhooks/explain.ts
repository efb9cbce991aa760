import type { ErrorObject } from 'ajv';

/** What is wrong with something declared, and where, in the words of a sentence. */
export function explain({ instancePath = '', keyword, params, message = 'is not valid' }: Partial<ErrorObject> = {}) {
  const place = instancePath || 'it';
  switch (keyword) {
    case 'additionalProperties':
      return `${place} has no member ${String(params?.additionalProperty)}`;
    case 'enum':
      return `${place} must be one of ${[params?.allowedValues].flat().join(', ')}`;
    case 'format':
      return `${place} must be a URL such as http://127.0.0.1:3000/webhooks`;
    default:
      return `${place} ${message}`;
  }
}
