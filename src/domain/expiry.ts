/** The expiry of a hold as a transition. */

import { cancellation } from './cancellation.js';
import type { PaymentIntentStatus } from './PaymentIntent.js';
import type { Transition } from './transition.js';

const held: readonly PaymentIntentStatus[] = ['requires_capture'];

/**
 * The expiry of a hold: the intent is canceled at its deadline, whenever that is noticed. To whom the intent belongs makes
 * no difference.
 *
 * @param deadline Unix seconds.
 */
export function expiry(deadline: number): Transition {
  return cancellation({ from: held, fromWhenOwnedByCheckout: held }, 'expired', deadline);
}
