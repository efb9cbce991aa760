import type { Untestable } from '../Untestable.js';

/** Stripe's sentences that no request can put to the test. */
export const stripeUntestable: readonly Untestable[] = [
  {
    quote:
      'Otherwise, you must [expire the Checkout Session](https://docs.stripe.com/docs/api/checkout/sessions/expire.md).',
    reason: 'it obliges the caller',
  },
  {
    quote: 'Perform an incremental authorization on an eligible PaymentIntent.',
    reason: 'which holds are eligible is up to the network of the card, and no payment method for tests is',
  },
];
