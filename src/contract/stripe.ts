/** Stripe's document in code: its types by name, its enumerations, and the data that its client needs. */

import type { components, operations, paths } from '../../generated/stripe.js';

export { digest } from '../../generated/stripe.client.js';
export {
  cancelableStatusValues,
  cancellationReasonValues,
  captureMethodValues,
  paymentIntentStatusValues,
  requestedCancellationReasonValues,
} from '../../generated/stripe.js';

type Schemas = components['schemas'];

/** The operations by path and method. */
export interface Paths extends paths {}

/** The operations by operationId. Those named `receive…` are webhooks. */
export interface Operations extends operations {}

/** A PaymentIntent as Stripe sends it to a secret key. */
// An interface, so that editors show its name instead of its members.
export interface PaymentIntent extends PaymentIntentSchema {}
type PaymentIntentSchema = Schemas['PaymentIntent'];

export type PaymentIntentStatus = Schemas['PaymentIntentStatus'];

/** A status in which an intent can be canceled. */
export type CancelableStatus = Schemas['CancelableStatus'];

/** Why an intent was canceled, as `cancellation_reason` shows it. Some reasons only Stripe itself gives. */
export type CancellationReason = Schemas['CancellationReason'];

/** A reason that a request to cancel may give. */
export type RequestedCancellationReason = Schemas['RequestedCancellationReason'];

/**
 * An event, by its `type`. An endpoint may also receive types that the document doesn't have: compare `type` before you read
 * `data`.
 */
export type Event = Schemas['Event'];

export type PaymentIntentCanceledEvent = Schemas['PaymentIntentCanceledEvent'];

export type BalanceTransaction = Schemas['BalanceTransaction'];
export type Charge = Schemas['Charge'];
export type CheckoutSession = Schemas['CheckoutSession'];
export type ErrorCode = Schemas['ErrorCode'];
export type ErrorObject = Schemas['ErrorObject'];
export type PaymentError = Schemas['PaymentError'];
export type PaymentMethod = Schemas['PaymentMethod'];

export type ConfirmPaymentIntentRequest = Schemas['ConfirmPaymentIntentRequest'];
export type CreatePaymentIntentRequest = Schemas['CreatePaymentIntentRequest'];
export type PaymentMethodDataRequest = Schemas['PaymentMethodDataRequest'];
export type UpdatePaymentIntentRequest = Schemas['UpdatePaymentIntentRequest'];

/** Loads the whole document on demand. */
export const importDocument = (): Promise<{ readonly default: unknown }> =>
  import('../../generated/stripe.json', { with: { type: 'json' } });
