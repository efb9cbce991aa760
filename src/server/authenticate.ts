import type { Request } from 'express';
import type { AuthenticatedContext, Dialect } from '../dialects/Dialect.js';
import { identify, type ServerContext } from './context.js';
import { RejectedRequest } from './RejectedRequest.js';

/**
 * Finds the owner of a request before its body is read.
 *
 * @throws RejectedRequest when there is none, or the owner may not do this.
 */
export function authenticate(dialect: Dialect, request: Request, context: ServerContext): AuthenticatedContext {
  const secret = dialect.parseCredentials(request.headers.authorization);
  if (secret === undefined) throw new RejectedRequest({ kind: 'no_key' });
  const key = context.backend.keys.find(secret);
  if (!key) throw new RejectedRequest({ kind: 'unknown_key', secret });
  const authorization = dialect.authorize(key, secret, context.request);
  if (!('rejection' in authorization)) return identify(context, authorization.key);
  const { rejection } = authorization;
  // An expired key has no owner.
  if (rejection.kind !== 'expired_key') identify(context, key);
  throw new RejectedRequest(rejection);
}
