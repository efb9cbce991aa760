/** What checks of Chargefy need. */

import type { Need } from '../Check.js';

/** An intent that nobody has paid yet, the simplest that can be canceled. */
export const waiting: readonly Need[] = [{ status: 'requires_payment_method' }];

export const hold: readonly Need[] = [{ status: 'requires_capture' }];

export const succeeded: readonly Need[] = [{ status: 'succeeded' }];
