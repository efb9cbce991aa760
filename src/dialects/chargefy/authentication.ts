/** How Chargefy reads keys. */

import type { ApiKey } from '../../domain/ApiKey.js';

/** Bearer with the key; no other scheme. */
export function parseCredentials(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

export function parseApiKey(key: string): Pick<ApiKey, 'kind' | 'livemode'> | undefined {
  const mode = /^ch_(test|live)_\w+$/.exec(key)?.[1];
  return mode === undefined ? undefined : { kind: 'secret', livemode: mode === 'live' };
}
