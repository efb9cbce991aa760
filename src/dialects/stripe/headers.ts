/** The headers of Stripe’s answers. */

import type { Operation } from '../../contract/Contract.js';
import type { Reply, RequestContext } from '../Dialect.js';
import { idempotency } from './idempotency.js';
import { versionOf } from './version.js';

const cacheControl = { 'Cache-Control': 'no-cache, no-store' };

/** The headers of every answer: the request, its account and version, what was executed, whether to ask again. */
export function headers(
  context: RequestContext,
  reply: Reply,
  operation: Operation | undefined,
): Record<string, string> {
  if (reply.status === 401) return { 'WWW-Authenticate': 'Bearer realm="Stripe"', ...cacheControl };
  // Recorded: neither an id nor a version.
  if (codeOf(reply) === 'account_invalid') return cacheControl;
  const isPost = operation?.method === 'POST';
  return {
    'Request-Id': context.requestId,
    'Stripe-Version': versionOf(context),
    ...(reply.status !== 403 && accountHeaders(context)),
    ...(reply.status !== 403 && isPost && executionHeaders(context, reply)),
    ...retryHeaders(isPost, reply),
    ...cacheControl,
  };
}

function codeOf({ body }: Reply): unknown {
  return (body as { readonly error?: { readonly code?: unknown } }).error?.code;
}

function accountHeaders({ headers: sent, key }: RequestContext): Record<string, string> {
  const account = sent['stripe-account'];
  return typeof account === 'string' && account === key?.organization ? { 'Stripe-Account': account } : {};
}

/** A key that was not sent is made up, shown and not kept. */
function executionHeaders(context: RequestContext, { execution }: Reply): Record<string, string> {
  return {
    'Idempotency-Key': idempotency.keyOf(context) ?? context.ownKey,
    'Original-Request': execution?.originalRequest ?? context.requestId,
    ...(execution?.replayed && { 'Idempotent-Replayed': 'true' }),
  };
}

/**
 * After a key in use or too many requests the same request succeeds later; what is not served never does. Without
 * advice the caller decides.
 */
function retryHeaders(isPost: boolean, { status, execution }: Reply): Record<string, string> {
  if (status === 409 || status === 429) return { 'Stripe-Should-Retry': 'true' };
  const isFinal =
    status === 501 || (isPost && (status === 200 || status === 402 || (status === 400 && execution !== undefined)));
  return isFinal ? { 'Stripe-Should-Retry': 'false' } : {};
}
