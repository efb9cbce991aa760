import type { components as Chargefy } from '../../generated/chargefy.js';
import type { components as Stripe } from '../../generated/stripe.js';
import type { DialectName } from '../contract/dialect.js';
import type { referenceKeys as chargefyKeys } from '../dialects/chargefy/referenceKeys.js';
import type { referenceKeys as stripeKeys } from '../dialects/stripe/referenceKeys.js';

/** What differs between the dialects, in types: the intent of the document, and the keys by what they are for. */
export interface Terms
  extends Record<
    DialectName,
    { readonly intent: object; readonly keys: object; readonly event: { readonly type: string } }
  > {
  readonly chargefy: {
    readonly intent: Chargefy['schemas']['PaymentIntent'];
    readonly keys: typeof chargefyKeys;
    readonly event: Chargefy['schemas']['PaymentIntentCanceledEvent'];
  };
  readonly stripe: {
    readonly intent: Stripe['schemas']['PaymentIntent'];
    readonly keys: typeof stripeKeys;
    readonly event: Stripe['schemas']['Event'];
  };
}
