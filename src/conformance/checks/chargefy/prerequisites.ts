/** What checks of Chargefy need, and which checks they follow. */

import type { Need } from '../Check.js';

/** An intent that nobody has paid yet, the simplest that can be canceled. */
export const waiting: readonly Need[] = [{ status: 'requires_payment_method' }];

export const hold: readonly Need[] = [{ status: 'requires_capture' }];

/** Of checks that look at what a cancel does: that it does anything. */
export const cancelWorks = ['chargefy/cancel/requires-payment-method'];

/** Of checks that look at an intent: that it can be looked at. */
export const retrieveWorks = ['chargefy/retrieve/found'];

export const bothWork = [...cancelWorks, ...retrieveWorks];
