/** The capture of a hold as a transition. */

import { allows, lifecycle } from './lifecycle.js';
import type { PaymentIntent } from './PaymentIntent.js';
import type { Transition } from './transition.js';

/**
 * The capture of a hold: all of it or a part is collected, the rest is released. To whom the intent belongs makes no
 * difference.
 *
 * @param amount minor units; undefined for all that is held.
 * @param at Unix seconds.
 */
export function capture(amount: number | undefined, at: number): Transition {
  const { from, to, events } = lifecycle.capture;
  return {
    from,
    fromWhenOwnedByCheckout: from,
    captures: amount ?? 'hold',
    events,
    changes: { status: to, amountCapturable: 0, updatedAt: at },
  };
}

/** Whether something is held, so that a capture that was refused asked for too much. */
export function isHeld(intent: PaymentIntent): boolean {
  return allows(lifecycle.capture, intent);
}
