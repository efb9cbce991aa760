/** The headers of Stripe’s answers. */

import type { Execution, RequestContext } from '../Dialect.js';

/** The version this document describes, used when a request names none. */
const defaultVersion = '2026-10-28.endive';

/** A key in use, a store that can't be reached: the same request succeeds later. After a 500 the caller decides. */
const passing: ReadonlySet<number> = new Set([409, 503]);

/** The headers of every answer: who asked what in which version, and whether to ask again. */
export function headers(
  { requestId, headers: sent, key }: RequestContext,
  status: number,
  execution?: Execution,
): Record<string, string> {
  const version = sent['stripe-version'];
  const account = sent['stripe-account'];
  return {
    'Request-Id': requestId,
    'Stripe-Version':
      typeof version === 'string' && /^\d{4}-\d{2}-\d{2}(\.[a-z_]+)?$/.test(version) ? version : defaultVersion,
    ...(typeof account === 'string' && account === key?.organization && { 'Stripe-Account': account }),
    ...(status >= 400 && status !== 500 && { 'Stripe-Should-Retry': String(passing.has(status)) }),
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer realm="Stripe"' }),
    ...(execution && {
      'Idempotency-Key': String(sent['idempotency-key']),
      'Original-Request': execution.originalRequest,
    }),
    ...(execution?.replayed && { 'Idempotent-Replayed': 'true' }),
    'Cache-Control': 'no-cache, no-store',
  };
}
