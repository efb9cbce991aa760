import Stripe from 'stripe';
import type { Reference } from './reference.js';

/** The official package as its users have it, but for the address. */
export function sdk({ url }: Pick<Reference, 'url'>, key = 'sk_test_reference'): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false });
}

/** What a call is rejected with. */
export async function refusalOf(call: Promise<unknown>): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  return error;
}
