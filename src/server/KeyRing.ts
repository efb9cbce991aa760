import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ApiKey } from '../domain/ApiKey.js';
import type { Owner } from '../domain/PaymentIntent.js';

/** The keys a server accepts. It holds digests under a secret of this process, so no key can be read back from it. */
export interface KeyRing {
  find(secret: string): ApiKey | undefined;
  /** The owners for whom the keys act, each once. */
  readonly owners: readonly Owner[];
}

/** @param keys pairs of the key as it is sent and what it stands for. */
export function createKeyRing(keys: Iterable<readonly [secret: string, key: ApiKey]>): KeyRing {
  const pepper = randomBytes(32).toString('hex');
  const digest = (secret: string) => hash('sha256', pepper + secret, 'buffer');
  const entries = Array.from(keys, ([secret, key]) => ({ digest: digest(secret), key }));

  return {
    owners: ownersOf(entries.map(({ key }) => key)),

    find(secret) {
      const wanted = digest(secret);
      let found: ApiKey | undefined;
      // Compare every entry even after a match, so that timing reveals nothing.
      for (const entry of entries) if (timingSafeEqual(entry.digest, wanted)) found = entry.key;
      return found;
    },
  };
}

function ownersOf(keys: readonly ApiKey[]): Owner[] {
  const owners = keys.flatMap(({ organization, accounts, livemode }) =>
    [organization, ...accounts].map((owner) => [`${owner} ${livemode}`, { organization: owner, livemode }] as const),
  );
  return [...new Map(owners).values()];
}
