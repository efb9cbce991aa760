import type { components, operations, paths } from '../../generated/stripe.js';
import type { CallError } from './CallError.js';
import type { Calls, ErrorStatuses } from './Calls.js';
import type { CallOptions, ClientOptions } from './ClientOptions.js';
import { createCaller } from './caller.js';
import type { EnsureCanceledOutcome } from './EnsureCanceledOutcome.js';
import { encodeForm } from './encodeForm.js';
import { isLost } from './isLost.js';
import type { Result } from './Result.js';
import type { Init, Wire } from './Wire.js';

export type { CallOptions } from './ClientOptions.js';
export { type EnsureCanceledOptions, ensureCanceled } from './ensureCanceled.js';

export type PaymentIntent = components['schemas']['PaymentIntent'];

export type PaymentIntentStatus = components['schemas']['PaymentIntentStatus'];

/** Why an intent was canceled; some of these only Stripe itself can give. */
export type CancellationReason = components['schemas']['CancellationReason'];

/** The reasons that a request may give. */
export type RequestedCancellationReason = components['schemas']['RequestedCancellationReason'];

/** Why a cancel has no data. */
export type CancelError = CallError<operations['cancelPaymentIntent']>;

/** Why a retrieve has no data. */
export type RetrieveError = CallError<operations['retrievePaymentIntent']>;

/** What became of `ensureCanceled`. */
export type CancelOutcome = EnsureCanceledOutcome<PaymentIntent, CancelError | RetrieveError>;

export interface StripeClientOptions extends ClientOptions {
  /** The version to answer in. Default: the one that the types describe, `2026-10-28.endive`. */
  readonly apiVersion?: string | undefined;

  /** The connected account to act for, `acct_…`. Default: the key's own. */
  readonly stripeAccount?: string | undefined;

  /** Makes the name of each POST, which is sent as often as need be and executed once. Default: a random UUID. */
  readonly idempotencyKey?: (() => string) | undefined;
}

export interface CancelOptions extends CallOptions {
  readonly reason?: RequestedCancellationReason | undefined;
  /** Properties to answer as objects instead of ids, such as `latest_charge`. */
  readonly expand?: string[] | undefined;
  /** At most 255 characters. Default: the client's. */
  readonly idempotencyKey?: string | undefined;
}

export interface RetrieveOptions extends CallOptions {
  /** Properties to answer as objects instead of ids, such as `latest_charge`. */
  readonly expand?: string[] | undefined;
}

/** Stripe's operations by path, those that canceling is about also by name. */
export interface StripeClient extends Calls<paths> {
  cancel(intent: string, options?: CancelOptions): Promise<Result<PaymentIntent, CancelError>>;
  retrieve(intent: string, options?: RetrieveOptions): Promise<Result<PaymentIntent, RetrieveError>>;
}

/**
 * A client of Stripe's operations. Each call resolves to either `data` or `error`, whatever a network or a server does.
 *
 * A request without an answer, and one answered with 409, 429 or 5xx, is repeated with the same idempotency key;
 * `Stripe-Should-Retry` and `Retry-After` are obeyed.
 *
 * @throws TypeError for options that no call could succeed with.
 * @see {@link https://docs.stripe.com/api/payment_intents/cancel}
 */
export function createStripeClient(options: StripeClientOptions): StripeClient {
  const { apiVersion = '2026-10-28.endive', stripeAccount, idempotencyKey = () => crypto.randomUUID() } = options;
  const call = createCaller(options, {
    ...wire,
    headers: {
      'stripe-version': apiVersion,
      ...(stripeAccount !== undefined && { 'stripe-account': stripeAccount }),
    },
  });

  const calls = {
    GET: (path: string, { params, body, ...how }: Init) => call({ method: 'GET', path, params, body }, how),
    // Without a body, the official SDK sends an empty one.
    POST: (path: string, { params, body = {}, ...how }: Init) => {
      const header = { 'Idempotency-Key': idempotencyKey(), ...params?.header };
      return call({ method: 'POST', path, params: { ...params, header }, body }, how);
    },
  } as Calls<paths>;

  return {
    ...calls,
    cancel: (intent, { reason, expand, idempotencyKey: key, ...how } = {}) =>
      calls.POST('/v1/payment_intents/{intent}/cancel', {
        ...how,
        params: { path: { intent }, ...(key !== undefined && { header: { 'Idempotency-Key': key } }) },
        body: { ...(reason !== undefined && { cancellation_reason: reason }), ...(expand && { expand }) },
      }),
    retrieve: (intent, { expand, ...how } = {}) =>
      calls.GET('/v1/payment_intents/{intent}', {
        ...how,
        params: { path: { intent }, ...(expand && { query: { expand } }) },
      }),
  };
}

const errors = { 400: true, 401: true, 403: true, 404: true, 429: true, 500: true, 503: true } as const;
const documented: ErrorStatuses<paths> = {
  '/v1/payment_intents/{intent}': errors,
  '/v1/payment_intents/{intent}/cancel': { ...errors, 409: true },
  '/v1/payment_intents/{intent}/capture': { ...errors, 409: true },
};

const wire: Omit<Wire, 'headers'> = {
  dialect: 'stripe',
  baseUrl: 'https://api.stripe.com',
  contentType: 'application/x-www-form-urlencoded',
  encode: encodeForm,
  documented,
  isTransient: (failed) => {
    const advice = failed.response?.headers.get('Stripe-Should-Retry');
    return advice ? advice === 'true' : isLost(failed) || failed.response?.status === 409;
  },
};
