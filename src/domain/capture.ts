import type { Transition } from './transition.js';

/**
 * The capture of a hold: all of it is collected. To whom the intent belongs makes no difference.
 *
 * @param at Unix seconds.
 */
export function capture(at: number): Transition {
  return {
    from: ['requires_capture'],
    fromWhenOwnedByCheckout: ['requires_capture'],
    capturesHold: true,
    changes: { status: 'succeeded', amountCapturable: 0, updatedAt: at },
  };
}
