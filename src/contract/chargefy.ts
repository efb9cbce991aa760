/** Chargefy's document in code: its types by name, its enumerations, and what its client needs of it. */

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

/** A status that can be canceled. */
export type CancelableStatus = Schemas['CancelableStatus'];

/** Why an intent was canceled. */
export type CancellationReason = Schemas['CancellationReason'];

/** The reasons that a request may give. */
export type RequestedCancellationReason = Schemas['RequestedCancellationReason'];

/**
 * The event that the document has. An endpoint that is sent other types gets them as they are: compare `type` before you look
 * into `data`.
 */
export type PaymentIntentCanceledEvent = Schemas['PaymentIntentCanceledEvent'];

export type ErrorCode = Schemas['ErrorCode'];

/** The whole document, loaded when it is asked for. */
export const importDocument = (): Promise<{ readonly default: unknown }> =>
  import('../../generated/chargefy.json', { with: { type: 'json' } });
