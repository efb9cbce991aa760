/** Creates intents in a given state, and lists them. */

import type { Dialect, MadeIntent } from '../dialects/Dialect.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store, Transaction } from '../domain/Store.js';

/** Creates the intent that a fixture describes, or says why there can't be one. */
export function makeIntent(
  dialect: Dialect,
  store: Store,
  fixture: unknown,
  owner: Owner,
): Promise<{ made: object } | { problem: string }> {
  return store.transact(async (transaction) => {
    const { now } = transaction.clock;
    const read = dialect.fixture(fixture, owner, now);
    if ('problem' in read) return read;
    const { intent, sessionExpiresAt = null } = read;
    const { checkoutSession } = intent;
    if (sessionExpiresAt !== null && checkoutSession && (await transaction.sessions.find(owner, checkoutSession))) {
      return {
        problem: `There is a Checkout Session ${checkoutSession} already, with its own expires_at; leave expires_at out.`,
      };
    }
    if (!(await transaction.intents.add(owner, intent))) {
      return { problem: `There is a payment intent ${intent.id} already; give another id.` };
    }
    await addNamed(dialect, transaction, owner, read);
    return { made: dialect.encode(intent) };
  });
}

/** Creates the objects that an intent refers to, unless they exist. */
export async function addNamed(
  dialect: Dialect,
  { objects, sessions, clock: { now } }: Transaction,
  owner: Owner,
  made: MadeIntent,
): Promise<void> {
  const named = dialect.namedBy(made, owner, now);
  for (const object of named.objects ?? []) await objects.add(owner, object);
  if (named.session) await sessions.add(owner, named.session);
}

/** The intents of an owner as the dialect shows them, the least recently changed first. */
export async function intentsOf(dialect: Dialect, store: Store, owner: Owner): Promise<object[]> {
  const found = await store.transact(({ intents }) => intents.list(owner));
  return found.map((intent) => dialect.encode(intent));
}
