/** What checks of Stripe need, and which checks they follow. */

import type { Need } from '../Check.js';

/** An intent that nobody has paid yet, the simplest that can be canceled. */
export const waiting: readonly Need[] = [{ status: 'requires_payment_method' }];

export const hold: readonly Need[] = [{ status: 'requires_capture' }];

/** Of the check of generated bodies: that a cancel and a retrieve work at all. */
export const bothWork = ['stripe/cancel/requires-payment-method', 'stripe/retrieve/found'];
