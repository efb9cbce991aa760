/** How Stripe reads keys and what it lets them do. */

import type { ApiKey } from '../../domain/ApiKey.js';
import type { Authorization, RequestContext } from '../Dialect.js';

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

/**
 * Refuses expired keys, publishable keys, restricted keys without the permission, and accounts the key does not reach.
 * Whatever is named is read: two different accounts are refused, too.
 */
export function authorize(key: ApiKey, secret: string, { headers, method }: RequestContext): Authorization {
  if (key.expired) return { rejection: { kind: 'expired_key', secret } };
  if (key.kind === 'publishable') return { rejection: { kind: 'publishable_key' } };
  if (method !== 'GET' && key.access === 'read')
    return { rejection: { kind: 'forbidden_key', secret, account: key.organization } };
  // A header that is sent twice is one text here, which names no account.
  const { 'stripe-account': account, 'stripe-context': path } = headers as Partial<Record<string, string>>;
  const wanted = path?.split('/') ?? (account === undefined ? [] : [account]);
  const organization = wanted.at(-1) ?? key.organization;
  if (account !== undefined && account !== organization) return { rejection: { kind: 'contradictory_accounts' } };
  const stranger = wanted.find((name) => name !== key.organization && !key.accounts.includes(name));
  return stranger === undefined
    ? { key: { ...key, organization } }
    : { rejection: { kind: 'unreachable_account', secret, account: stranger } };
}

/** A key as error messages show it: prefix and last four characters kept, `*` for each of the others. */
export function maskKey(secret: string): string {
  const prefix = /^(sk|rk|pk)_(test|live)_/.exec(secret)?.[0] ?? '';
  const rest = secret.slice(prefix.length);
  const hidden = Math.max(0, rest.length - 4);
  return prefix + '*'.repeat(hidden) + rest.slice(hidden);
}
