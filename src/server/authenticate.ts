import type { RequestHandler } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import { exchangeOf, identify } from './exchange.js';
import type { KeyRing } from './KeyRing.js';
import { RefusedRequest } from './RefusedRequest.js';

/** Decides whose request this is before anything of its body is read. */
export function authenticate(dialect: Dialect, keys: KeyRing): RequestHandler {
  return (request, response, next) => {
    const secret = dialect.readKey(request.headers.authorization);
    if (secret === undefined) throw new RefusedRequest({ kind: 'no_key' });
    const key = keys.find(secret);
    if (!key) throw new RefusedRequest({ kind: 'unknown_key', secret });
    const fault = dialect.admit(key, secret, exchangeOf(response));
    // An expired key is nobody's; one that may not do this is still its owner's.
    if (fault?.kind !== 'expired_key') identify(response, key);
    if (fault) throw new RefusedRequest(fault);
    next();
  };
}
