/** The expiry of a hold as a transition. */

import { cancellation } from './cancellation.js';
import { lifecycle } from './lifecycle.js';
import type { Transition } from './transition.js';

/**
 * The expiry of a hold: the intent is canceled at its deadline, whenever that is noticed. To whom the intent belongs makes
 * no difference.
 *
 * @param deadline Unix seconds.
 */
export function expiry(deadline: number): Transition {
  const { from, events } = lifecycle.expire;
  return { ...cancellation({ from, fromWhenOwnedByCheckout: from }, 'expired', deadline), events };
}
