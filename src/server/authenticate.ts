import type { Request, Response } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import { exchangeOf, type IdentifiedExchange, identify } from './exchange.js';
import type { KeyRing } from './KeyRing.js';
import { RefusedRequest } from './RefusedRequest.js';

/**
 * Decides whose request this is, before anything of its body is read.
 *
 * @throws RefusedRequest when it is nobody's, or its owner may not do this.
 */
export function authenticate(
  dialect: Dialect,
  keys: KeyRing,
  request: Request,
  response: Response,
): IdentifiedExchange {
  const secret = dialect.readKey(request.headers.authorization);
  if (secret === undefined) throw new RefusedRequest({ kind: 'no_key' });
  const key = keys.find(secret);
  if (!key) throw new RefusedRequest({ kind: 'unknown_key', secret });
  const fault = dialect.admit(key, secret, exchangeOf(response));
  // An expired key is nobody's.
  if (fault?.kind === 'expired_key') throw new RefusedRequest(fault);
  const exchange = identify(response, key);
  if (fault) throw new RefusedRequest(fault);
  return exchange;
}
