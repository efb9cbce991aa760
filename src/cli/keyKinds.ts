/** Which keys a server may be sent. */

import type { DialectName } from '../contract/dialect.js';
import { dialects } from '../dialects/registry.js';
import { UsageError } from './UsageError.js';

export interface Keys {
  readonly key: string;
  readonly otherKey: string | undefined;
  readonly liveKey: string | undefined;
  readonly publishableKey: string | undefined;
}

/** The kind of key that each option wants. */
const kinds = {
  key: { option: '--key', publishable: false, livemode: false, wanted: 'a secret key of the test mode' },
  otherKey: { option: '--other-key', publishable: false, livemode: false, wanted: 'a secret key of the test mode' },
  liveKey: { option: '--live-key', publishable: false, livemode: true, wanted: 'a secret key of the live mode' },
  publishableKey: {
    option: '--publishable-key',
    publishable: true,
    livemode: false,
    wanted: 'a publishable key of the test mode',
  },
} as const;

/**
 * Refuses keys that could move money, and keys of another kind than their option says. A key of an unknown form is
 * taken for what the option says. On loopback, the options of secret keys of the test mode refuse publishable and live
 * keys, with which nearly every check would fail, and nothing else is refused.
 *
 * @throws UsageError
 */
export function refuseWrongKinds(dialect: DialectName, keys: Keys, loopback: boolean): void {
  for (const [name, { option, publishable, livemode, wanted }] of Object.entries(kinds)) {
    const key = keys[name as keyof Keys];
    const owner = key === undefined ? undefined : Object.values(dialects).find((known) => known.parseApiKey(key));
    const parsed = key === undefined ? undefined : owner?.parseApiKey(key);
    if (!owner || !parsed) continue;
    const what =
      owner.name === dialect
        ? `a ${parsed.kind} key of the ${parsed.livemode ? 'live' : 'test'} mode`
        : `a key of ${owner.name}`;
    const right =
      owner.name === dialect && (parsed.kind === 'publishable') === publishable && parsed.livemode === livemode;
    const everyCheckFails =
      owner.name === dialect &&
      (name === 'key' || name === 'otherKey') &&
      (parsed.kind === 'publishable' || parsed.livemode);
    if (right || (loopback && !everyCheckFails)) continue;
    const anyway = loopback ? 'send it anyway' : 'send it to another machine anyway';
    throw new UsageError(
      `${option}: this is ${what}, not ${wanted}; give the right one, or --allow-live to ${anyway}.`,
    );
  }
}

/** True for an address of this machine. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
