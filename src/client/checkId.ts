import type { RefusedCall } from './CallError.js';

/**
 * Refuses what is no id before it becomes part of a path, where `..` would turn a cancel into `POST /v1/cancel`. What is
 * refused is not repeated in the message: it may be a secret.
 */
export function checkId(id: unknown, apiKey: string): RefusedCall | undefined {
  if (typeof id !== 'string' || !shape.test(id) || apiKeys.test(id) || id === apiKey) {
    return {
      kind: 'invalid_id',
      message:
        'An id is a string, not empty, "." or "..", without slashes, spaces and control characters, and no API key.',
    };
  }
  if (id.includes('_secret_')) {
    return { kind: 'client_secret', message: 'This is a client secret. The id is the part before "_secret_".' };
  }
  return undefined;
}

const shape = /^(?!\.{1,2}$)[^\s\p{C}/\\]+$/u;
const apiKeys = /^(sk|rk|pk|ch)_(test|live)_/;
