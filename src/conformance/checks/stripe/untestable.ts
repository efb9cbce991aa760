import type { Untestable } from '../Untestable.js';

/** Events of what happens around a cancel. */
const otherEvents: readonly string[] = [
  'Occurs when a new PaymentIntent is created.',
  'Occurs when a PaymentIntent has funds to be captured.',
  'Check the `amount_capturable` property on the PaymentIntent to determine the amount that can be captured.',
  'Occurs when a PaymentIntent has failed the attempt to create a payment method or a payment.',
  'Occurs when a PaymentIntent has started processing.',
  'Occurs when a PaymentIntent transitions to requires_action state',
  'Occurs when a PaymentIntent has successfully completed payment.',
  'Occurs whenever a previously uncaptured charge is captured.',
  'Occurs whenever an uncaptured charge expires.',
  'Occurs whenever a failed charge attempt occurs.',
  'Occurs whenever a pending charge is created.',
  'Occurs whenever a charge is successful.',
  'Occurs whenever a charge description or metadata is updated, or upon an asynchronous capture.',
  'Occurs when a Checkout Session is expired.',
];

/** The operations that show events. */
const eventOperations: readonly string[] = [
  'List events, going back up to 30 days.',
  'Retrieves the details of an event if it was created in the last 30 days.',
];

/** Stripe's sentences that no check tests. */
export const stripeUntestable: readonly Untestable[] = [
  {
    quote:
      'Otherwise, you must [expire the Checkout Session](https://docs.stripe.com/docs/api/checkout/sessions/expire.md).',
    reason: 'it obliges the caller',
  },
  {
    quote: 'Perform an incremental authorization on an eligible PaymentIntent.',
    reason:
      'the network of the card decides which holds are eligible, and no payment method for tests makes such a hold',
  },
  ...otherEvents.map((quote) => ({ quote, reason: 'the kit judges the event of a cancel, and no other' })),
  ...eventOperations.map((quote) => ({ quote, reason: 'a run cannot wait until an event is 30 days old' })),
];
