import type { Exchange } from '../Dialect.js';

/** The version this document describes, used when a request names none. */
const defaultVersion = '2026-10-28.endive';

/** The headers of every answer: who asked what in which version, and whether to ask again. */
export function headers({ requestId, method, headers: sent, key }: Exchange, status: number): Record<string, string> {
  const version = sent['stripe-version'];
  const account = sent['stripe-account'];
  const idempotencyKey = method === 'POST' && key ? sent['idempotency-key'] : undefined;
  return {
    'Request-Id': requestId,
    'Stripe-Version':
      typeof version === 'string' && /^\d{4}-\d{2}-\d{2}(\.[a-z_]+)?$/.test(version) ? version : defaultVersion,
    ...(typeof account === 'string' && account === key?.organization && { 'Stripe-Account': account }),
    ...(status >= 400 && status < 500 && { 'Stripe-Should-Retry': 'false' }),
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer realm="Stripe"' }),
    ...(typeof idempotencyKey === 'string' && { 'Idempotency-Key': idempotencyKey, 'Original-Request': requestId }),
    'Cache-Control': 'no-cache, no-store',
  };
}
