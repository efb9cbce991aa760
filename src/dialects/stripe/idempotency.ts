/** Idempotency keys as Stripe takes them. */

import type { Idempotency, KeyConflict, RequestContext } from '../Dialect.js';
import { envelope } from './errors.js';

/** `Idempotency-Key`, on every POST. Any other length is for the document to refuse. */
export const idempotency: Idempotency = {
  keyOf({ method, headers }) {
    const key = headers['idempotency-key'];
    return method === 'POST' && typeof key === 'string' && key.length >= 1 && key.length <= 255 ? key : undefined;
  },

  conflictReply: (conflict, context) => {
    if (conflict.kind !== 'in_use') {
      return {
        status: 400,
        body: envelope({ message: reused(conflict, context), type: 'idempotency_error' }, context),
      };
    }
    const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${conflict.key}. Please try again later.`;
    // Not an idempotency_error, despite its subject: every recorded answer says so.
    const fields = { code: 'idempotency_key_in_use', message, type: 'invalid_request_error' } as const;
    return { status: 409, body: envelope(fields, context) };
  },
};

function reused(conflict: Exclude<KeyConflict, { kind: 'in_use' }>, { path }: RequestContext): string {
  const limit =
    conflict.kind === 'other_endpoint'
      ? `for the same endpoint they were first used for ('${path}' vs '${conflict.firstPath}')`
      : 'with the same parameters they were first used with';
  return `Keys for idempotent requests can only be used ${limit}. Try using a key other than '${conflict.key}' if you meant to execute a different request.`;
}
