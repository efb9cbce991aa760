/** The cancellation of an intent as a transition. */

import type { PaymentIntentStatus } from './PaymentIntent.js';
import type { Transition } from './transition.js';

/** From which statuses a vendor lets an intent be canceled. */
export interface CancellationPolicy {
  readonly from: readonly PaymentIntentStatus[];
  readonly fromWhenOwnedByCheckout: readonly PaymentIntentStatus[];
}

/**
 * The cancellation of an intent: it ends, any hold is released, and the payer has nothing left to do. Money already
 * received, the payment method and the charge stay as they are.
 *
 * @param at Unix seconds.
 */
export function cancellation(policy: CancellationPolicy, reason: string | null, at: number): Transition {
  return {
    ...policy,
    events: ['intent.canceled'],
    changes: {
      status: 'canceled',
      canceledAt: at,
      updatedAt: at,
      cancellationReason: reason,
      amountCapturable: 0,
      nextAction: null,
      processing: null,
    },
  };
}
