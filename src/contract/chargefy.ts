/** Chargefy's document in code: its types by name, its enumerations, and the data that its client needs. */

import type { components, operations, paths } from '../../generated/chargefy.js';

export { digest } from '../../generated/chargefy.client.js';
export {
  cancelableStatusValues,
  cancellationReasonValues,
  captureMethodValues,
  paymentIntentStatusValues,
  requestedCancellationReasonValues,
} from '../../generated/chargefy.js';

type Schemas = components['schemas'];

/** The operations by path and method. */
export interface Paths extends paths {}

/** The operations by operationId. Those named `receive…` are webhooks. */
export interface Operations extends operations {}

/** A PaymentIntent as Chargefy sends it. */
// An interface, so that editors show its name instead of its members.
export interface PaymentIntent extends PaymentIntentSchema {}
type PaymentIntentSchema = Schemas['PaymentIntent'];

export type PaymentIntentStatus = Schemas['PaymentIntentStatus'];

/** A status in which an intent can be canceled. */
export type CancelableStatus = Schemas['CancelableStatus'];

/** Why an intent was canceled, as `cancellation_reason` shows it. */
export type CancellationReason = Schemas['CancellationReason'];

/** A reason that a request to cancel may give. */
export type RequestedCancellationReason = Schemas['RequestedCancellationReason'];

/**
 * The event of the document. An endpoint may also receive types that the document doesn't have: compare `type` before you read
 * `data`.
 */
export type PaymentIntentCanceledEvent = Schemas['PaymentIntentCanceledEvent'];

export type ErrorCode = Schemas['ErrorCode'];

/** Loads the whole document on demand. */
export const importDocument = (): Promise<{ readonly default: unknown }> =>
  import('../../generated/chargefy.json', { with: { type: 'json' } });
