/** A transition of an intent, and what can come of it. */

import type { EventKind } from './Event.js';
import type { PaymentIntent, PaymentIntentStatus } from './PaymentIntent.js';

/** The fields a transition may set. */
export type Changes = Partial<
  Pick<
    PaymentIntent,
    | 'status'
    | 'amount'
    | 'amountCapturable'
    | 'amountReceived'
    | 'canceledAt'
    | 'cancellationReason'
    | 'customer'
    | 'details'
    | 'expiresAt'
    | 'failure'
    | 'nextAction'
    | 'processing'
    | 'settlesAt'
    | 'updatedAt'
  >
>;

/** A change of one intent, and what has happened then. */
export interface Move {
  readonly changes: Changes;
  /** In the order in which it is told. */
  readonly events: readonly EventKind[];
}

/** A move together with the statuses it may start from. Applied in one step or not at all. */
export interface Transition extends Move {
  readonly from: readonly PaymentIntentStatus[];
  /** The same for an intent that a Checkout Session owns. */
  readonly fromWhenOwnedByCheckout: readonly PaymentIntentStatus[];
  /**
   * What counts as received from then on: all that is held at that moment, or so many minor units of it. More than is
   * held moves nothing.
   */
  readonly captures?: 'hold' | number;
}

export type TransitionOutcome =
  | { readonly kind: 'moved'; readonly intent: PaymentIntent }
  | { readonly kind: 'refused'; readonly intent: PaymentIntent }
  | { readonly kind: 'missing' };

/** What is decided of an intent as it is: how it changes, or that it does not, and why. */
export type Decision<Refusal> = Move | { readonly refusal: Refusal };

export type DecisionOutcome<Refusal> =
  | { readonly kind: 'moved'; readonly intent: PaymentIntent }
  | { readonly kind: 'refused'; readonly intent: PaymentIntent; readonly refusal: Refusal }
  | { readonly kind: 'missing' };
