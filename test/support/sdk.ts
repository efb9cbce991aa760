import Stripe from 'stripe';
import type { Reference } from './reference.js';

/** The official package as its users have it, but for the address. */
export function sdk({ url }: Pick<Reference, 'url'>, key = 'sk_test_reference'): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false });
}

/** Takes away the 0.5 s and more that the official package waits before it asks again. */
export function retryAtOnce(stripe: object): void {
  Object.assign(stripe, { getInitialNetworkRetryDelay: () => 0, getMaxNetworkRetryDelay: () => 0 });
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
