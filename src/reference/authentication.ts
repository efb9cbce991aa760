/** Authenticates customers, as a test decides. */

import type { Authenticated, AuthenticationOutcome, CustomerAuthentication, Dialect } from '../dialects/Dialect.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { PaymentIntents, Store } from '../domain/Store.js';

/** The result of a search for an intent by its id alone. */
export type Waiting = { readonly kind: 'waiting'; readonly owner: Owner } | Exclude<Authenticated, { intent: unknown }>;

/** Finds which of the server's owners has the intent, waiting for its customer. */
export function findWaiting(
  authentication: CustomerAuthentication,
  store: Store,
  owners: readonly Owner[],
  id: string,
): Promise<Waiting> {
  return store.transact(({ intents }) => waitingIn(intents, authentication, owners, id));
}

/** Lets the customer of an intent authenticate, or fail to. */
export function authenticate(
  authentication: CustomerAuthentication,
  store: Store,
  owners: readonly Owner[],
  id: string,
  outcome: AuthenticationOutcome,
): Promise<Authenticated> {
  return store.transact(async ({ intents, objects, clock: { now } }) => {
    const found = await waitingIn(intents, authentication, owners, id);
    if (found.kind !== 'waiting') return found;
    return authentication.authenticate(id, outcome, { owner: found.owner, intents, objects, now });
  });
}

/**
 * The same for an intent of one owner. Resolves to the intent as the dialect shows it afterwards.
 *
 * @throws TypeError when the intent can't be authenticated. The message says why.
 */
export async function authenticateFor(
  { name, customerAuthentication, encode }: Dialect,
  store: Store,
  owner: Owner,
  id: string,
  outcome: AuthenticationOutcome,
): Promise<object> {
  if (!customerAuthentication) throw new TypeError(`No payment intent of ${name} waits for its customer.`);
  if (outcome !== 'succeed' && outcome !== 'fail') {
    throw new TypeError("An authentication can 'succeed' or 'fail'; give one of the two.");
  }
  const done = await authenticate(customerAuthentication, store, [owner], id, outcome);
  if (done.kind === 'missing') throw new TypeError(`The owner of the key has no payment intent ${id}.`);
  if (done.kind === 'refused') throw new TypeError(done.problem);
  return encode(done.intent);
}

async function waitingIn(
  intents: PaymentIntents,
  { refuse }: CustomerAuthentication,
  owners: readonly Owner[],
  id: string,
): Promise<Waiting> {
  const waiting: Owner[] = [];
  let refused: Waiting = { kind: 'missing' };
  for (const owner of owners) {
    const intent = await intents.find(owner, id);
    const problem = intent && refuse(intent);
    if (problem !== undefined) refused = { kind: 'refused', problem };
    else if (intent) waiting.push(owner);
  }
  const [owner, ...others] = waiting;
  if (!owner) return refused;
  if (others.length === 0) return { kind: 'waiting', owner };
  const problem = `Several owners have a payment intent ${id} that waits; give each an id of its own.`;
  return { kind: 'refused', problem };
}
