/** The fetch client of Chargefy, with its types. */

import {
  type CancelableStatus,
  digest,
  importDocument,
  type Operations,
  type Paths,
  type PaymentIntent,
  type RequestedCancellationReason,
} from '../contract/chargefy.js';
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

export type {
  CancelableStatus,
  CancellationReason,
  PaymentIntent,
  PaymentIntentStatus,
  RequestedCancellationReason,
} from '../contract/chargefy.js';
export type { CallOptions, ClientOptions as ChargefyClientOptions } from './ClientOptions.js';
export { ensureCanceled } from './ensureCanceled.js';

/** How `ensureCanceled` cancels. */
export type EnsureCanceledOptions = CancelingOptions<RequestedCancellationReason>;

/** Why a cancel has no data. */
export type CancelError = CallError<Operations['cancelPaymentIntent']>;

/** Why a retrieve has no data. */
export type RetrieveError = CallError<Operations['retrievePaymentIntent']>;

/** What became of `ensureCanceled`. */
export type CancelOutcome = EnsureCanceledOutcome<PaymentIntent, CancelError | RetrieveError, CancelableStatus>;

export interface CancelOptions extends CallOptions {
  readonly reason?: RequestedCancellationReason | undefined;
}

/** Chargefy's two operations, by name or by path. */
export interface ChargefyClient extends PathClient<Paths, PaymentIntent> {
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
  const client = createPathClient<Paths, PaymentIntent>(options, {
    digest,
    loadDocument: importDocument,
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
