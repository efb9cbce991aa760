/** The fetch client of Chargefy, with its types. */

import { digest } from '../../generated/chargefy.client.js';
import type { components, operations, paths } from '../../generated/chargefy.js';
import type { CallError } from './CallError.js';
import type { CancelRules } from './CancelRules.js';
import type { AnyResult, Call } from './ClientDialect.js';
import type { CallOptions, ClientOptions } from './ClientOptions.js';
import { createPathClient } from './createPathClient.js';
import type { EnsureCanceledOutcome } from './EnsureCanceledOutcome.js';
import type { CancelingOptions } from './ensureCanceled.js';
import { isTransient } from './isTransient.js';
import type { PathClient } from './PathClient.js';
import type { Result } from './Result.js';

export type { CallOptions, ClientOptions as ChargefyClientOptions } from './ClientOptions.js';
export { ensureCanceled } from './ensureCanceled.js';

/** An interface, so that editors show its name instead of its members. */
export interface PaymentIntent extends Schema {}
type Schema = components['schemas']['PaymentIntent'];

export type PaymentIntentStatus = components['schemas']['PaymentIntentStatus'];

/** A status that can be canceled. */
export type CancelableStatus = components['schemas']['CancelableStatus'];

/** Why an intent was canceled. */
export type CancellationReason = components['schemas']['CancellationReason'];

/** The reasons that a request may give. */
export type RequestedCancellationReason = components['schemas']['RequestedCancellationReason'];

/** How `ensureCanceled` cancels. */
export type EnsureCanceledOptions = CancelingOptions<RequestedCancellationReason>;

/** Why a cancel has no data. */
export type CancelError = CallError<operations['cancelPaymentIntent']>;

/** Why a retrieve has no data. */
export type RetrieveError = CallError<operations['retrievePaymentIntent']>;

/** What became of `ensureCanceled`. */
export type CancelOutcome = EnsureCanceledOutcome<PaymentIntent, CancelError | RetrieveError, CancelableStatus>;

export interface CancelOptions extends CallOptions {
  readonly reason?: RequestedCancellationReason | undefined;
}

/** Chargefy's two operations, by name or by path. */
export interface ChargefyClient extends PathClient<paths, PaymentIntent> {
  /** For `ensureCanceled`. */
  readonly cancelRules: CancelRules<CancelableStatus>;
  cancel(id: string, options?: CancelOptions): Promise<Result<PaymentIntent, CancelError>>;
  retrieve(id: string, options?: CallOptions): Promise<Result<PaymentIntent, RetrieveError>>;
}

/**
 * A client of Chargefy's two operations. Each call resolves to either `data` or `error`, whatever a network or a server
 * does.
 *
 * A cancel without a response, and one answered with 429 or 5xx but 501, is followed by a retrieve, and sent again only if that
 * shows an intent that is not canceled. A 409 is final.
 *
 * @throws TypeError for options that no call could succeed with.
 * @see openapi/chargefy.yaml
 */
export function createChargefyClient(options: ClientOptions): ChargefyClient {
  const client = createPathClient<paths, PaymentIntent>(options, {
    digest,
    loadDocument: () => import('../../generated/chargefy.json', { with: { type: 'json' } }),
    isTransient,
    repeat,
  });

  return {
    ...client,
    cancelRules: digest,
    cancel: (id, { reason, ...how } = {}) =>
      client.POST(digest.cancelPath, {
        ...how,
        params: { path: { id } },
        ...(reason !== undefined && { body: { cancellation_reason: reason } }),
      }),
    retrieve: (id, how) => client.GET(digest.retrievePath, { ...how, params: { path: { id } } }),
  };
}

/** Looks before it cancels again, because nothing tells Chargefy that two requests are one. */
async function repeat(call: Call, send: (call: Call) => Promise<AnyResult>): Promise<AnyResult> {
  if (call.method === 'GET') return send(call);
  const retrieve = async () => {
    const found = await send({ ...call, method: 'GET', path: digest.retrievePath, body: undefined });
    return found.error ? found : { ...found, retrieved: true as const };
  };

  const before = await retrieve();
  if (before.error || before.data.status === 'canceled') return before;
  const result = await send(call);
  if (result.response?.status !== 409) return result;
  // The cancel that got no response may have arrived in between.
  const after = await retrieve();
  return after.data?.status === 'canceled' ? after : result;
}
