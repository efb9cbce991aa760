/** Makes intents in a wanted state, and finds them again. */

import type { Dialect } from '../dialects/Dialect.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store } from '../domain/Store.js';

/** Makes the intent that a fixture describes, or says why there is no such intent. */
export function makeIntent(
  dialect: Dialect,
  store: Store,
  fixture: unknown,
  owner: Owner,
): Promise<{ made: object } | { problem: string }> {
  return store.transact(async ({ intents, clock }) => {
    const read = dialect.fixture(fixture, owner, clock.now);
    if ('problem' in read) return read;
    const { intent } = read;
    const isNew = await intents.add(owner, intent);
    return isNew ? { made: dialect.encode(intent) } : { problem: `There is a payment intent ${intent.id} already.` };
  });
}

/** The intents of an owner as the dialect shows them; those first that have not changed for longest. */
export async function intentsOf(dialect: Dialect, store: Store, owner: Owner): Promise<object[]> {
  const found = await store.transact(({ intents }) => intents.list(owner));
  return found.map((intent) => dialect.encode(intent));
}
