/** The end of a payment that was in `processing`, such as a bank debit. */

import { allows, lifecycle, moveBy } from './lifecycle.js';
import type { PaymentIntent } from './PaymentIntent.js';
import type { Decision } from './transition.js';

/**
 * The payment succeeds, or fails if it was to. An intent that is not in `processing` any more stays as it is.
 *
 * @param at Unix seconds.
 */
export function settlement(intent: PaymentIntent, at: number): Decision<'over'> {
  if (!allows(lifecycle.settle, intent)) return { refusal: 'over' };
  return intent.failure === null
    ? moveBy('settle', intent, at)
    : moveBy('bounce', intent, at, { shown: intent.failure });
}
