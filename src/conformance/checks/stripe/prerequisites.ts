/** What checks of Stripe need, and which checks they follow. */

import type { Need } from '../Check.js';

/** An intent that nobody has paid yet, the simplest that can be canceled. */
export const waiting: readonly Need[] = [{ status: 'requires_payment_method' }];

export const hold: readonly Need[] = [{ status: 'requires_capture' }];

/** Of the check of generated bodies: that a cancel and a retrieve work at all. */
export const bothWork = ['stripe/cancel/requires-payment-method', 'stripe/retrieve/found'];

/** An intent to cancel, and a receiver who is told of it. */
export const told: readonly Need[] = [...waiting, 'webhooks'];

/** Two of them: the event of the second shows that no other of the first is to be waited for. */
export const toldTwice: readonly Need[] = [{ status: 'requires_payment_method', count: 2 }, 'webhooks'];
