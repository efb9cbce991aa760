import type { InvalidCall } from './CallError.js';
import type { Call, Digest } from './ClientDialect.js';

/**
 * Rejects a path that the document doesn't have, and an id that would change the path: `..` would turn a cancel into
 * `POST /v1/cancel`. The message doesn't repeat the id, which may be a secret.
 */
export function checkIds({ path, params }: Call, digest: Digest, apiKey: string): InvalidCall | undefined {
  // In another path nobody knows where the ids are: one may have been written into it.
  if (!Object.hasOwn(digest.errorStatuses, path)) return invalidId;
  for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    const id: unknown = params?.path?.[name];
    if (typeof id !== 'string' || !shape.test(id) || apiKeys.test(id) || id === apiKey) return invalidId;
    if (id.includes('_secret_')) {
      return { kind: 'client_secret', message: 'This is a client secret. The id is the part before "_secret_".' };
    }
  }
  return undefined;
}

const invalidId: InvalidCall = {
  kind: 'invalid_id',
  message: 'An id has no slash, space or control character and is not empty, ".", ".." or an API key.',
};
const shape = /^(?!\.\.?$)[^\s\p{C}/\\]+$/u;
const apiKeys = /^([srp]k|ch)_(test|live)_/;
