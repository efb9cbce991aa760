import type * as chargefy from '../contract/chargefy.js';
import type { DialectName } from '../contract/dialect.js';
import type * as stripe from '../contract/stripe.js';
import type { referenceKeys as chargefyKeys } from '../dialects/chargefy/referenceKeys.js';
import type { referenceKeys as stripeKeys } from '../dialects/stripe/referenceKeys.js';

/** Types that differ between the dialects: intents, keys by what they are for, and events. */
export interface Terms
  extends Record<
    DialectName,
    { readonly intent: object; readonly keys: object; readonly event: { readonly type: string } }
  > {
  readonly chargefy: {
    readonly intent: chargefy.PaymentIntent;
    readonly keys: typeof chargefyKeys;
    readonly event: chargefy.PaymentIntentCanceledEvent;
  };
  readonly stripe: {
    readonly intent: stripe.PaymentIntent;
    readonly keys: typeof stripeKeys;
    readonly event: stripe.Event;
  };
}
