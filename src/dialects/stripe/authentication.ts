/** How Stripe reads keys and what it lets them do. */

import type { ApiKey } from '../../domain/ApiKey.js';
import type { RequestContext } from '../Dialect.js';
import type { Rejection } from '../Rejection.js';

/** Bearer with the key, or Basic with the key as user name. A Basic password is ignored. */
export function parseCredentials(authorization: string | undefined): string | undefined {
  const [, bearer, basic] = /^(?:bearer +(\S+)|basic +([a-z0-9+/]+={0,2})) *$/i.exec(authorization ?? '') ?? [];
  if (basic === undefined) return bearer;
  return /^([^:]+):/.exec(Buffer.from(basic, 'base64').toString('utf8'))?.[1];
}

const kinds = { sk: 'secret', rk: 'restricted', pk: 'publishable' } as const;

export const keyPattern = /^(sk|rk|pk)_(test|live)_\w+$/;

export function parseApiKey(key: string): Pick<ApiKey, 'kind' | 'livemode'> | undefined {
  const [, kind, mode] = keyPattern.exec(key) ?? [];
  return kind === undefined ? undefined : { kind: kinds[kind as keyof typeof kinds], livemode: mode === 'live' };
}

/** Expired keys, publishable keys, restricted keys without the permission, accounts the key does not reach. */
export function authorize(key: ApiKey, secret: string, { headers, method }: RequestContext): Rejection | undefined {
  if (key.expired) return { kind: 'expired_key', secret };
  if (key.kind === 'publishable') return { kind: 'publishable_key' };
  if (method !== 'GET' && key.access === 'read') return { kind: 'forbidden_key', secret, account: key.organization };
  const account = headers['stripe-account'];
  if (typeof account === 'string' && account !== key.organization)
    return { kind: 'unreachable_account', secret, account };
  return undefined;
}

/** A key as error messages show it: prefix and last four characters kept, `*` for each of the others. */
export function maskKey(secret: string): string {
  const prefix = /^(sk|rk|pk)_(test|live)_/.exec(secret)?.[0] ?? '';
  const rest = secret.slice(prefix.length);
  const hidden = Math.max(0, rest.length - 4);
  return prefix + '*'.repeat(hidden) + rest.slice(hidden);
}
