import createClient, { type Client } from 'openapi-fetch';
import qs from 'qs';
import type { components, operations, paths } from '../../generated/stripe.js';
import type { OperationReply } from '../contract/handlers.js';
import type { ClientOptions } from './ClientOptions.js';

export type { ClientOptions };

export type StripeClient = Client<paths>;

export type PaymentIntent = components['schemas']['PaymentIntent'];

/** Why an intent was canceled; some of these only Stripe itself can give. */
export type CancellationReason = components['schemas']['CancellationReason'];

/** The reasons that a request may give. */
export type RequestedCancellationReason = components['schemas']['RequestedCancellationReason'];

/** The body of every answer to a cancel but 200. */
export type CancelError = Exclude<OperationReply<operations['cancelPaymentIntent']>, { status: 200 }>['body'];

/**
 * A client of Stripe's two operations. Each call resolves to `{ data, response }` or `{ error, response }`.
 *
 * A call rejects when no answer arrived, when the answer is a redirect and when the body of a 200 is no JSON.
 *
 * @see {@link https://docs.stripe.com/api/payment_intents/cancel}
 */
export function createStripeClient({ apiKey, baseUrl = 'https://api.stripe.com', fetch }: ClientOptions): StripeClient {
  return createClient<paths>({
    baseUrl,
    ...(fetch && { fetch }),
    // The official SDK also names the type of a body that it doesn't send.
    headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    // Followed, a redirect would turn the POST into a GET and look like a success.
    redirect: 'error',
    bodySerializer: toForm,
    querySerializer: toForm,
  });
}

/** The form encoding as the official SDK writes it: `cancellation_reason=duplicate&expand[0]=latest_charge`. */
function toForm(parameters: object | undefined): string {
  return qs.stringify(parameters, { encodeValuesOnly: true });
}
