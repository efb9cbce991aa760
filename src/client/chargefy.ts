import createClient, { type Client } from 'openapi-fetch';
import type { components, operations, paths } from '../../generated/chargefy.js';
import type { OperationReply } from '../contract/handlers.js';
import type { ClientOptions } from './ClientOptions.js';

export type { ClientOptions };

export type ChargefyClient = Client<paths>;

export type PaymentIntent = components['schemas']['PaymentIntent'];

/** Why an intent was canceled. */
export type CancellationReason = components['schemas']['CancellationReason'];

/** The reasons that a request may give. */
export type RequestedCancellationReason = components['schemas']['RequestedCancellationReason'];

/** The body of every answer to a cancel but 200. */
export type CancelError = Exclude<OperationReply<operations['cancelPaymentIntent']>, { status: 200 }>['body'];

/**
 * A client of Chargefy's two operations. Each call resolves to `{ data, response }` or `{ error, response }`.
 *
 * A call rejects when no answer arrived, when the answer is a redirect and when the body of a 200 is no JSON.
 *
 * @see openapi/chargefy.yaml
 */
export function createChargefyClient({
  apiKey,
  baseUrl = 'https://api.chargefy.io',
  fetch,
}: ClientOptions): ChargefyClient {
  return createClient<paths>({
    baseUrl,
    ...(fetch && { fetch }),
    headers: { Authorization: `Bearer ${apiKey}` },
    // Followed, a redirect would turn the POST into a GET and look like a success.
    redirect: 'error',
  });
}
