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

/** How `ensureCanceled` cancels. */
export type EnsureCanceledOptions = CancelingOptions<RequestedCancellationReason>;

/** Why a cancel has no data. */
export type CancelError = CallError<Operations['cancelPaymentIntent']>;

/** Why a retrieve has no data. */
export type RetrieveError = CallError<Operations['retrievePaymentIntent']>;

/** Why a capture has no data. */
export type CaptureError = CallError<Operations['capturePaymentIntent']>;

/** What became of `ensureCanceled`. */
export type CancelOutcome = EnsureCanceledOutcome<PaymentIntent, CancelError | RetrieveError, CancelableStatus>;

export interface StripeClientOptions extends ClientOptions {
  /**
   * The version to answer in, such as `2025-07-30.preview` or `2022-11-15; orders_beta=v4`. The types describe the default,
   * `2026-10-28.endive`.
   */
  readonly apiVersion?: string | undefined;

  /** The connected account to act for, `acct_…`. Default: the key's own. */
  readonly stripeAccount?: string | undefined;

  /** The account to act for, `acct_…`, or the path to it, `acct_…/acct_…`. Supersedes `stripeAccount`. Default: the key's own. */
  readonly stripeContext?: string | undefined;

  /** Makes the name of each POST, which is sent as often as need be and executed once. Default: a random UUID. */
  readonly idempotencyKey?: (() => string) | undefined;
}

export interface RetrieveOptions extends CallOptions {
  /** Properties to answer as objects instead of ids, such as `latest_charge`. */
  readonly expand?: string[] | undefined;
}

/** What a cancel and a capture have in common. */
interface ChangeOptions extends RetrieveOptions {
  /** At most 255 characters. Default: the client's. */
  readonly idempotencyKey?: string | undefined;
}

export interface CancelOptions extends ChangeOptions {
  readonly reason?: RequestedCancellationReason | undefined;
}

export interface CaptureOptions extends ChangeOptions {
  /** What to collect of the hold, in the minor unit of its currency; the rest is released. Default: all that is held. */
  readonly amount?: number | undefined;
}

/** Stripe's operations by path, those that canceling is about also by name. */
export interface StripeClient extends PathClient<Paths, PaymentIntent> {
  /** For `ensureCanceled`. */
  readonly cancelRules: CancelRules<CancelableStatus>;
  cancel(intent: string, options?: CancelOptions): Promise<Result<PaymentIntent, CancelError>>;
  retrieve(intent: string, options?: RetrieveOptions): Promise<Result<PaymentIntent, RetrieveError>>;
  /**
   * Collects what an intent in `requires_capture` holds, as a whole or in part. In any other status the error is a 400 of
   * code `payment_intent_unexpected_state`, for more than is held one of code `amount_too_large`.
   *
   * @see {@link https://docs.stripe.com/api/payment_intents/capture}
   */
  capture(intent: string, options?: CaptureOptions): Promise<Result<PaymentIntent, CaptureError>>;
}

/**
 * A client of Stripe's operations. Each call resolves to either `data` or `error`, whatever a network or a server does.
 *
 * A request without a response, and one answered with 409, 429 or 5xx but 501, is repeated with the same idempotency
 * key; `Stripe-Should-Retry` and `Retry-After` are obeyed.
 *
 * @throws TypeError for options that no call could succeed with.
 * @see {@link https://docs.stripe.com/api/payment_intents/cancel}
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
      // With every 200 of a POST it says `false`, about an error it is advice.
      const advice = status >= 400 && headers?.get('Stripe-Should-Retry');
      return advice ? advice === 'true' : isTransient(failed) || status === 409;
    },
  });

  return {
    ...client,
    cancelRules: { ...digest, checkoutMessage: /created by Checkout/ },
    cancel: (intent, { reason, expand, ...how } = {}) =>
      client.POST(digest.cancelPath, change(intent, how, { cancellation_reason: reason, expand })),
    capture: (intent, { amount, expand, ...how } = {}) =>
      client.POST(
        `${digest.retrievePath}/capture` as const,
        change(intent, how, { amount_to_capture: amount, expand }),
      ),
    retrieve: (intent, { expand, ...how } = {}) =>
      client.GET(digest.retrievePath, { ...how, params: { path: { intent }, ...(expand && { query: { expand } }) } }),
  };
}

/** What is sent to change an intent, and how. */
function change<Parameters extends object>(
  intent: string,
  { idempotencyKey: key, ...how }: ChangeOptions,
  parameters: Parameters,
) {
  return {
    ...how,
    params: { path: { intent } },
    ...(key !== undefined && { headers: { 'Idempotency-Key': key } }),
    body: parameters as Given<Parameters>,
  };
}

/** Those that are undefined are left out when the form is written. */
type Given<Parameters> = { readonly [Name in keyof Parameters]?: Exclude<Parameters[Name], undefined> };
