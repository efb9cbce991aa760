/** The fetch client of Stripe, with its types. */

import {
  type CancelableStatus,
  digest,
  importDocument,
  type Operations,
  type Paths,
  type PaymentIntent,
  type RequestedCancellationReason,
} from '../contract/stripe.js';
import type { CallError } from './CallError.js';
import type { CancelRules } from './CancelRules.js';
import type { CallOptions, ClientOptions } from './ClientOptions.js';
import { createPathClient } from './createPathClient.js';
import type { EnsureCanceledOutcome } from './EnsureCanceledOutcome.js';
import { encodeForm } from './encodeForm.js';
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
} from '../contract/stripe.js';
export type { CallOptions } from './ClientOptions.js';
export { ensureCanceled } from './ensureCanceled.js';

/** Options of `ensureCanceled`. */
export type EnsureCanceledOptions = CancelingOptions<RequestedCancellationReason>;

/** Why a cancel failed. */
export type CancelError = CallError<Operations['cancelPaymentIntent']>;

/** Why a retrieve failed. */
export type RetrieveError = CallError<Operations['retrievePaymentIntent']>;

/** Why a capture failed. */
export type CaptureError = CallError<Operations['capturePaymentIntent']>;

/** What `ensureCanceled` resolves to. */
export type CancelOutcome = EnsureCanceledOutcome<PaymentIntent, CancelError | RetrieveError, CancelableStatus>;

/** Options of `createStripeClient`. */
export interface StripeClientOptions extends ClientOptions {
  /**
   * The API version that Stripe answers in, sent as `Stripe-Version`. The types describe the default, `2026-10-28.endive`.
   *
   * @example '2025-07-30.preview'
   * @example '2022-11-15; orders_beta=v4'
   */
  readonly apiVersion?: string | undefined;

  /** The connected account to act for, `acct_…`, sent as `Stripe-Account`. Default: the key's own account. */
  readonly stripeAccount?: string | undefined;

  /**
   * The account to act for, `acct_…`, or the path to it, `acct_…/acct_…`, sent as `Stripe-Context`. It takes precedence over
   * `stripeAccount`. Default: the key's own account.
   */
  readonly stripeContext?: string | undefined;

  /**
   * Returns an idempotency key of 1 to 255 visible ASCII characters. It is called once for each POST call; all retries of the
   * call send the same key, so that Stripe executes it once. Default: a random UUID.
   */
  readonly idempotencyKey?: (() => string) | undefined;
}

/** Options of a retrieve. */
export interface RetrieveOptions extends CallOptions {
  /**
   * Paths of properties that Stripe answers as objects instead of ids; at most four levels deep.
   *
   * @example ['latest_charge', 'latest_charge.balance_transaction']
   */
  readonly expand?: string[] | undefined;
}

/** Options of every call that changes an intent. Any other member is sent as a parameter; Stripe refuses those it does not know. */
interface ChangeOptions extends RetrieveOptions {
  /**
   * The idempotency key, 1 to 255 visible ASCII characters. Two calls with the same key are executed once, and the second gets
   * the first one's answer; Stripe keeps a key for at least 24 hours. Default: one that the client makes.
   */
  readonly idempotencyKey?: string | undefined;
}

/** Options of a cancel. */
export interface CancelOptions extends ChangeOptions {
  /** Why it is canceled. Stripe shows it as `cancellation_reason`. Default: none, which is null there. */
  readonly reason?: RequestedCancellationReason | undefined;
}

/** Options of a capture. */
export interface CaptureOptions extends ChangeOptions {
  /** How much of the hold to collect, in the currency's smallest unit, such as cents; the rest is released. Default: all of it. */
  readonly amount?: number | undefined;
}

/** All operations of the Stripe document by path; cancel, retrieve and capture also by name. */
export interface StripeClient extends PathClient<Paths, PaymentIntent> {
  /** Used by `ensureCanceled`. */
  readonly cancelRules: CancelRules<CancelableStatus>;
  /**
   * Cancels an intent by its id, `pi_…`, and releases what it holds. Sends one request, and at most `maxRetries` more, all with
   * the same idempotency key. Resolves to the canceled intent as `data` or to `error`, and never rejects.
   *
   * In a status that can't be canceled, also when it is canceled already, the error is a 400 of code
   * `payment_intent_unexpected_state`: `ensureCanceled` tells those cases apart.
   *
   * @see {@link https://docs.stripe.com/api/payment_intents/cancel}
   * @example
   * const { data, error } = await stripe.cancel('pi_…', { reason: 'duplicate', expand: ['latest_charge'] });
   * if (error) console.log(error.kind, error.message, error.requestId);
   * else console.log(data.status, data.canceled_at);
   */
  cancel(intent: string, options?: CancelOptions): Promise<Result<PaymentIntent, CancelError>>;

  /**
   * Retrieves an intent by its id, `pi_…`. Sends one request, and at most `maxRetries` more.
   *
   * @see {@link https://docs.stripe.com/api/payment_intents/retrieve}
   */
  retrieve(intent: string, options?: RetrieveOptions): Promise<Result<PaymentIntent, RetrieveError>>;

  /**
   * Collects what an intent in `requires_capture` holds, all or part of it. Sends one request, and at most `maxRetries` more,
   * all with the same idempotency key.
   *
   * In any other status the error is a 400 of code `payment_intent_unexpected_state`; for more than is held, a 400 of code
   * `amount_too_large`.
   *
   * @see {@link https://docs.stripe.com/api/payment_intents/capture}
   * @example
   * const { data, error } = await stripe.capture('pi_…', { amount: 500 }); // the rest of the hold is released
   */
  capture(intent: string, options?: CaptureOptions): Promise<Result<PaymentIntent, CaptureError>>;
}

/**
 * Creates a client of Stripe's operations. Each call resolves to either `data` or `error`, whatever the network or the server
 * does; none rejects.
 *
 * A call sends one request, and at most `maxRetries` more with the same idempotency key: after no response, 409, 429, or 5xx
 * except 501, unless `Stripe-Should-Retry` says otherwise. `Retry-After` is obeyed up to a minute.
 *
 * @throws TypeError for an `apiKey`, a `baseUrl` or a number that no call could succeed with.
 * @see {@link https://docs.stripe.com/api/payment_intents/cancel}
 * @example
 * const stripe = createStripeClient({ apiKey: 'sk_test_reference', baseUrl: 'http://127.0.0.1:4010' });
 * const { data, error } = await stripe.cancel('pi_…', { reason: 'requested_by_customer' });
 */
export function createStripeClient(options: StripeClientOptions): StripeClient {
  const { apiVersion = digest.apiVersion, idempotencyKey = () => crypto.randomUUID() } = options;
  const client = createPathClient<Paths, PaymentIntent>(options, {
    digest,
    loadDocument: importDocument,
    headers: {
      'Stripe-Version': apiVersion,
      'Stripe-Account': options.stripeAccount,
      'Stripe-Context': options.stripeContext,
    },
    encode: encodeForm,
    complete: (call) =>
      call.method === 'POST'
        ? // Without a body, the official SDK sends an empty one.
          { ...call, headers: { 'Idempotency-Key': idempotencyKey(), ...call.headers }, body: call.body ?? {} }
        : call,
    isTransient: (failed) => {
      const { status = 0, headers } = failed.response ?? {};
      // Every 200 of a POST has it with `false`; only on an error does it advise.
      const advice = status >= 400 && headers?.get('Stripe-Should-Retry');
      return advice ? advice === 'true' : isTransient(failed) || status === 409;
    },
  });

  return {
    ...client,
    cancelRules: { ...digest, checkoutMessage: /created by Checkout/ },
    cancel: (intent, { reason, ...how } = {}) =>
      client.POST(digest.cancelPath, change(intent, how, { cancellation_reason: reason })),
    capture: (intent, { amount, ...how } = {}) =>
      client.POST(`${digest.retrievePath}/capture` as const, change(intent, how, { amount_to_capture: amount })),
    retrieve: (intent, { expand, ...how } = {}) =>
      client.GET(digest.retrievePath, { ...how, params: { path: { intent }, ...(expand && { query: { expand } }) } }),
  };
}

/** The init of a call that changes an intent. */
function change<Parameters extends object>(
  intent: string,
  { idempotencyKey: key, signal, timeout, maxRetries, ...others }: ChangeOptions,
  parameters: Parameters,
) {
  return {
    signal,
    timeout,
    maxRetries,
    params: { path: { intent } },
    ...(key !== undefined && { headers: { 'Idempotency-Key': key } }),
    // A misspelled option is a parameter, which Stripe refuses, and not one that is passed over.
    body: { ...parameters, ...others } as Given<Parameters & Pick<ChangeOptions, 'expand'>>,
  };
}

/** The form leaves undefined parameters out. */
type Given<Parameters> = { readonly [Name in keyof Parameters]?: Exclude<Parameters[Name], undefined> };
