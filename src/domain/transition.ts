/** A transition of an intent, and what can come of it. */

import type { PaymentIntent, PaymentIntentStatus } from './PaymentIntent.js';

/** The fields a transition may set. */
export type Changes = Partial<
  Pick<
    PaymentIntent,
    'status' | 'amountCapturable' | 'canceledAt' | 'cancellationReason' | 'nextAction' | 'processing' | 'updatedAt'
  >
>;

/** A change of one intent, together with the statuses it may start from. Applied in one step or not at all. */
export interface Transition {
  readonly from: readonly PaymentIntentStatus[];
  /** The same for an intent that a Checkout Session owns. */
  readonly fromWhenOwnedByCheckout: readonly PaymentIntentStatus[];
  readonly changes: Changes;
  /** Whether what is held at that moment counts as received from then on. */
  readonly capturesHold?: boolean;
}

export type TransitionOutcome =
  | { readonly kind: 'moved'; readonly intent: PaymentIntent }
  | { readonly kind: 'refused'; readonly intent: PaymentIntent }
  | { readonly kind: 'missing' };
