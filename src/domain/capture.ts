/** The capture of a hold as a transition. */

import type { PaymentIntent, PaymentIntentStatus } from './PaymentIntent.js';
import type { Transition } from './transition.js';

const from: readonly PaymentIntentStatus[] = ['requires_capture'];

/**
 * The capture of a hold: all of it or a part is collected, the rest is released. To whom the intent belongs makes no
 * difference.
 *
 * @param amount minor units; undefined for all that is held.
 * @param at Unix seconds.
 */
export function capture(amount: number | undefined, at: number): Transition {
  return {
    from,
    fromWhenOwnedByCheckout: from,
    captures: amount ?? 'hold',
    changes: { status: 'succeeded', amountCapturable: 0, updatedAt: at },
  };
}

/** Whether something is held, so that a capture that was refused asked for too much. */
export function isHeld({ status }: PaymentIntent): boolean {
  return from.includes(status);
}
