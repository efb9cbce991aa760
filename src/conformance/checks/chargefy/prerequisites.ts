/** What checks of Chargefy need. */

import type { Need } from '../Check.js';

/** An unpaid intent, the simplest that can be canceled. */
export const waiting: readonly Need[] = [{ status: 'requires_payment_method' }];

export const hold: readonly Need[] = [{ status: 'requires_capture' }];

export const succeeded: readonly Need[] = [{ status: 'succeeded' }];

/** An intent to cancel, and a receiver of its event. */
export const told: readonly Need[] = [...waiting, 'webhooks'];

/** Two of them: the event of the second shows that no other of the first will come. */
export const toldTwice: readonly Need[] = [{ status: 'requires_payment_method', count: 2 }, 'webhooks'];
