/** What checks of Stripe need, and which checks they follow. */

import type { Need } from '../Check.js';

/** An unpaid intent, the simplest that can be canceled. */
export const waiting: readonly Need[] = [{ status: 'requires_payment_method' }];

export const hold: readonly Need[] = [{ status: 'requires_capture' }];

/** For the check of generated bodies: a cancel and a retrieve have to work at all. */
export const bothWork = ['stripe/cancel/requires-payment-method', 'stripe/retrieve/found'];

/** An intent to cancel, and a receiver of its event. */
export const told: readonly Need[] = [...waiting, 'webhooks'];

/** Two of them: the event of the second shows that no other of the first will come. */
export const toldTwice: readonly Need[] = [{ status: 'requires_payment_method', count: 2 }, 'webhooks'];
