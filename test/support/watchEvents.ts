import Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { disagreementsOf } from './disagreementsOf.js';

/** What the answer to a request says of its execution. */
export interface Execution {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}

/** A reference in process whose time stands still, and what happens there. */
export async function watchEvents() {
  const reference = await startReference('stripe');
  onTestFinished(() => reference.close());
  await reference.clock.stop();
  let last: Execution = { id: null, idempotency_key: null };
  const noting: typeof fetch = async (input, init) => {
    const response = await reference.fetch(input, init);
    if (init?.method === 'POST') {
      const { headers } = response;
      last = { id: headers.get('Request-Id'), idempotency_key: headers.get('Idempotency-Key') };
    }
    return response;
  };
  const stripe = new Stripe(reference.keys.secret, {
    httpClient: Stripe.createFetchHttpClient(noting),
    maxNetworkRetries: 0,
  });
  const all = async () => {
    const events = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
    for (const event of events) {
      const problems = disagreementsOf('stripe', 'Event', event);
      if (problems.length > 0) throw new Error(`${event.type}: ${problems.join(', ')}`);
    }
    return events.reverse();
  };
  /** What happens during some work, in order. A refusal of the vendor's kind is no failure of the work. */
  const during = async (work: () => Promise<unknown>): Promise<Stripe.Event[]> => {
    const before = (await all()).length;
    await work().catch((error: unknown) => {
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
    });
    return (await all()).slice(before);
  };
  return { reference, clock: reference.clock, stripe, all, during, lastPost: () => last };
}

export type Watched = Awaited<ReturnType<typeof watchEvents>>;
