import type { components, operations, paths } from '../../generated/chargefy.js';
import type { CallError } from './CallError.js';
import type { Calls, ErrorStatuses } from './Calls.js';
import type { CallOptions, ClientOptions } from './ClientOptions.js';
import { createCaller } from './caller.js';
import type { EnsureCanceledOutcome } from './EnsureCanceledOutcome.js';
import { isLost } from './isLost.js';
import type { Result } from './Result.js';
import type { AnyResult, Call, Init } from './Wire.js';

export type { CallOptions, ClientOptions as ChargefyClientOptions } from './ClientOptions.js';
export { type EnsureCanceledOptions, ensureCanceled } from './ensureCanceled.js';

export type PaymentIntent = components['schemas']['PaymentIntent'];

export type PaymentIntentStatus = components['schemas']['PaymentIntentStatus'];

/** Why an intent was canceled. */
export type CancellationReason = components['schemas']['CancellationReason'];

/** The reasons that a request may give. */
export type RequestedCancellationReason = components['schemas']['RequestedCancellationReason'];

/** Why a cancel has no data. */
export type CancelError = CallError<operations['cancelPaymentIntent']>;

/** Why a retrieve has no data. */
export type RetrieveError = CallError<operations['retrievePaymentIntent']>;

/** What became of `ensureCanceled`. */
export type CancelOutcome = EnsureCanceledOutcome<PaymentIntent, CancelError | RetrieveError>;

export interface CancelOptions extends CallOptions {
  readonly reason?: RequestedCancellationReason | undefined;
}

/** Chargefy's two operations, by name or by path. */
export interface ChargefyClient extends Calls<paths> {
  cancel(id: string, options?: CancelOptions): Promise<Result<PaymentIntent, CancelError>>;
  retrieve(id: string, options?: CallOptions): Promise<Result<PaymentIntent, RetrieveError>>;
}

/**
 * A client of Chargefy's two operations. Each call resolves to either `data` or `error`, whatever a network or a server
 * does.
 *
 * A cancel without an answer, and one answered with 429 or 5xx, is followed by a retrieve, and sent again only if that
 * shows an intent that is not canceled. A 409 is final.
 *
 * @throws TypeError for options that no call could succeed with.
 * @see openapi/chargefy.yaml
 */
export function createChargefyClient(options: ClientOptions): ChargefyClient {
  const call = createCaller(options, {
    dialect: 'chargefy',
    baseUrl: 'https://api.chargefy.io',
    headers: {},
    contentType: 'application/json',
    encode: JSON.stringify,
    documented,
    isTransient: isLost,
    repeat,
  });
  const by =
    (method: Call['method']) =>
    (path: string, { params, body, ...how }: Init) =>
      call({ method, path, params, body }, how);
  const calls = { GET: by('GET'), POST: by('POST') } as Calls<paths>;

  return {
    ...calls,
    cancel: (id, { reason, ...how } = {}) =>
      calls.POST('/v1/payment-intents/{id}/cancel', {
        ...how,
        params: { path: { id } },
        ...(reason !== undefined && { body: { cancellation_reason: reason } }),
      }),
    retrieve: (id, how) => calls.GET('/v1/payment-intents/{id}', { ...how, params: { path: { id } } }),
  };
}

const errors = { 401: true, 404: true, 429: true, 500: true, 503: true } as const;
const documented: ErrorStatuses<paths> = {
  '/v1/payment-intents/{id}': errors,
  '/v1/payment-intents/{id}/cancel': { ...errors, 400: true, 409: true },
};

/** Looks before it cancels again, because nothing tells Chargefy that two requests are one. */
async function repeat(call: Call, send: (call: Call) => Promise<AnyResult>): Promise<AnyResult> {
  if (call.method === 'GET') return send(call);
  const retrieve = async () => {
    const found = await send({ method: 'GET', path: '/v1/payment-intents/{id}', params: call.params });
    return found.error ? found : { ...found, retrieved: true as const };
  };

  const before = await retrieve();
  if (before.error || before.data.status === 'canceled') return before;
  const result = await send(call);
  if (result.response?.status !== 409) return result;
  // The cancel that got no answer may have arrived in between.
  const after = await retrieve();
  return after.data?.status === 'canceled' ? after : result;
}
