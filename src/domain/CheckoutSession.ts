/** Checkout Sessions, as far as they decide about their intents. */

import type { JsonObject, PaymentIntentStatus } from './PaymentIntent.js';

export const checkoutSessionStatuses = ['open', 'complete', 'expired'] as const;

/** A page on which a customer pays, which owns its intent until then. */
export interface CheckoutSession {
  readonly id: string;
  readonly status: (typeof checkoutSessionStatuses)[number];
  /** Id of its intent; null while there is none. */
  readonly paymentIntent: string | null;
  /** Unix seconds at which it expires if it is open by then. */
  readonly expiresAt: number;
  /** The object as its dialect shows it. Where it overlaps with the fields above, those win. */
  readonly details: JsonObject;
}

/** Statuses of an intent whose customer has not paid. It is canceled when its session expires. */
export const unfinished: readonly PaymentIntentStatus[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];
