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

/** Options of `ensureCanceled`. */
export type EnsureCanceledOptions = CancelingOptions<RequestedCancellationReason>;

/** Why a cancel failed. */
export type CancelError = CallError<Operations['cancelPaymentIntent']>;

/** Why a retrieve failed. */
export type RetrieveError = CallError<Operations['retrievePaymentIntent']>;

/** What `ensureCanceled` resolves to. */
export type CancelOutcome = EnsureCanceledOutcome<PaymentIntent, CancelError | RetrieveError, CancelableStatus>;

/** Options of a cancel. */
export interface CancelOptions extends CallOptions {
  /** Why it is canceled. Chargefy shows it as `cancellation_reason`. Default: none, which is null there. */
  readonly reason?: RequestedCancellationReason | undefined;
}

/** Both operations of the Chargefy document, by name and by path. */
export interface ChargefyClient extends PathClient<Paths, PaymentIntent> {
  /** Used by `ensureCanceled`. */
  readonly cancelRules: CancelRules<CancelableStatus>;
  /**
   * Cancels an intent by its id, `pi_…`, and releases what it holds. Sends one request; after a transient failure, each of at
   * most `maxRetries` retries retrieves the intent first, and cancels again only if it is not canceled. With the default of two
   * retries that makes six requests at most. Resolves to the canceled intent as `data` or to `error`, and never rejects.
   *
   * In a status that can't be canceled, also when it is canceled already, the error is a 409 of code
   * `resource_state_conflict`: `ensureCanceled` tells those cases apart.
   *
   * @example
   * const { data, error } = await chargefy.cancel('pi_…', { reason: 'duplicate' });
   * if (error) console.log(error.kind, error.message);
   * else console.log(data.status, data.canceled_at);
   */
  cancel(id: string, options?: CancelOptions): Promise<Result<PaymentIntent, CancelError>>;

  /** Retrieves an intent by its id, `pi_…`. Sends one request, and at most `maxRetries` more. */
  retrieve(id: string, options?: CallOptions): Promise<Result<PaymentIntent, RetrieveError>>;
}

/**
 * Creates a client of Chargefy's two operations. Each call resolves to either `data` or `error`, whatever the network or the
 * server does; none rejects.
 *
 * After a cancel without a response, or one answered with 429 or 5xx except 501, the client retrieves the intent, and cancels
 * again only if it is not canceled. It never retries a 409: at Chargefy that means that the intent has ended.
 *
 * @throws TypeError for an `apiKey`, a `baseUrl` or a number that no call could succeed with.
 * @see openapi/chargefy.yaml
 * @example
 * const chargefy = createChargefyClient({ apiKey: 'ch_test_reference', baseUrl: 'http://127.0.0.1:4020' });
 * const { data, error } = await chargefy.cancel('pi_…', { reason: 'requested_by_customer' });
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

/** Retrieves before it cancels again, because Chargefy has no idempotency key. */
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
