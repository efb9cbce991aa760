/** API keys as they are given to a server. */

import type { ApiKey } from '../domain/ApiKey.js';
import type { Dialect } from './Dialect.js';
import type { KeyDescription } from './KeyDescription.js';

/** A key as it is sent, and what it stands for. */
export type KeyEntry = readonly [secret: string, key: ApiKey];

/** @throws Error when it is no key of the dialect. */
export function keyEntry(dialect: Dialect, description: KeyDescription): KeyEntry {
  const { key, organization, access = 'write', expired = false, accounts = [] } = description;
  const form = dialect.parseApiKey(key);
  if (!form) throw new Error(`no key of ${dialect.name}`);
  return [key, { ...form, organization, access, expired, accounts }];
}

/** The keys anyone may know, for a server that only this machine can reach. */
export function referenceKeys(dialect: Dialect): KeyEntry[] {
  return Object.values(dialect.referenceKeys).map((description) => keyEntry(dialect, description));
}
