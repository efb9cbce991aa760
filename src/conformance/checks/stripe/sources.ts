/** The sentences that checks of Stripe quote. */

import { type Sentence, should as shouldFrom } from '../requirement.js';
import { observedMessages } from './observedMessages.js';

const docs = 'https://docs.stripe.com';

export const cancelPage = `${docs}/api/payment_intents/cancel`;
const capturePage = `${docs}/api/payment_intents/capture`;
const createPage = `${docs}/api/payment_intents/create`;
const sessionsPage = `${docs}/api/checkout/sessions`;
const retrievePage = `${docs}/api/payment_intents/retrieve`;
const errorsPage = `${docs}/api/errors`;
const idempotencyPage = `${docs}/api/idempotent_requests`;
const authenticationPage = `${docs}/api/authentication`;
const keysPage = `${docs}/keys`;
const objectsOfTheSdk = 'the official SDK, stripe-node 23.1.0, resources/PaymentIntents.d.ts';
const eventsOfTheSdk = 'the official SDK, stripe-node 23.1.0, resources/Events.d.ts';
const endpointsOfTheSdk = 'the official SDK, stripe-node 23.1.0, resources/WebhookEndpoints.d.ts';
const errorsOfTheSdk = 'the official SDK, stripe-node 23.1.0, Error.d.ts';

const from = (page: string, quote: string): Sentence => ({ page, quote });

/** Sentences of the vendor, or the part that a check relies on. */
export const sentences = {
  statuses: from(
    cancelPage,
    'You can cancel a PaymentIntent object when it’s in one of these statuses: `requires_payment_method`, `requires_capture`, `requires_confirmation`, `requires_action` or, [in rare cases](https://docs.stripe.com/docs/payments/intents.md), `processing`.',
  ),
  ended: from(
    cancelPage,
    'After it’s canceled, no additional charges are made by the PaymentIntent and any operations on the PaymentIntent fail with an error.',
  ),
  released: from(
    cancelPage,
    'For PaymentIntents with a `status` of `requires_capture`, the remaining `amount_capturable` is automatically refunded.',
  ),
  checkout: from(
    cancelPage,
    'You can directly cancel the PaymentIntent for a Checkout Session only when the PaymentIntent has a status of `requires_capture`.',
  ),
  canceled: from(cancelPage, 'Returns a PaymentIntent object if the cancellation succeeds.'),
  notCancelable: from(
    cancelPage,
    'Returns an error if the PaymentIntent is already canceled or isn’t in a cancelable state.',
  ),
  reasons: from(
    cancelPage,
    'Reason for canceling this PaymentIntent. Possible values are: `duplicate`, `fraudulent`, `requested_by_customer`, or `abandoned`',
  ),
  request: from(cancelPage, 'curl -X POST https://api.stripe.com/v1/payment_intents/{{PAYMENT_INTENT_ID}}/cancel'),
  noReason: from(cancelPage, '"cancellation_reason": null'),
  noNextAction: from(cancelPage, '"next_action": null'),
  clientSecret: from(cancelPage, '"client_secret": "pi_3MtwBwLkdIwHu7ix28a3tqPa_secret_YrKJUKribcBjcG8HVhfZluoGH"'),
  retrieves: from(retrievePage, 'Retrieves the details of a PaymentIntent that has previously been created.'),
  creates: from(createPage, 'Creates a PaymentIntent object.'),
  positiveAmount: from(
    createPage,
    'Amount intended to be collected by this PaymentIntent. A positive integer representing how much to charge in the [smallest currency unit](https://docs.stripe.com/currencies#zero-decimal)',
  ),
  lists: from(`${docs}/api/payment_intents/list`, 'Returns a list of PaymentIntents.'),
  updates: from(
    `${docs}/api/payment_intents/update`,
    'Updates properties on a PaymentIntent object without confirming.',
  ),
  confirms: from(
    `${docs}/api/payment_intents/confirm`,
    'Confirm that your customer intends to pay with current or provided payment method. Upon confirmation, the PaymentIntent will attempt to initiate a payment.',
  ),
  retrievesCharge: from(
    `${docs}/api/charges/retrieve`,
    'Retrieves the details of a charge that has previously been created.',
  ),
  retrievesSession: from(`${sessionsPage}/retrieve`, 'Retrieves a Checkout Session object.'),
  expiresSession: from(
    `${sessionsPage}/expire`,
    'A Checkout Session can be expired when it is in one of these statuses: `open`',
  ),
  captures: from(
    capturePage,
    'Capture the funds of an existing uncaptured PaymentIntent when its status is `requires_capture`.',
  ),
  amountToCapture: from(
    objectsOfTheSdk,
    "The amount to capture from the PaymentIntent, which must be less than or equal to the original amount. Defaults to the full `amount_capturable` if it's not provided.",
  ),
  amountCapturable: from(objectsOfTheSdk, 'Amount that can be captured from this PaymentIntent.'),
  canceledAt: from(
    objectsOfTheSdk,
    'Populated when `status` is `canceled`, this is the time at which the PaymentIntent was canceled. Measured in seconds since the Unix epoch.',
  ),
  testMode: from(objectsOfTheSdk, 'If the object exists in test mode, the value is `false`.'),
  noRefund: from(
    `${docs}/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow`,
    'Partially capturing or canceling payments no longer creates a Refund',
  ),
  expands: from(
    `${docs}/api/expanding_objects`,
    'Many objects allow you to request additional information as an expanded response by using the `expand` request parameter.',
  ),
  requestId: from(
    `${docs}/api/request_ids`,
    'Each API request has an associated request identifier. You can find this value in the response headers, under `Request-Id`.',
  ),
  retryAdvice: from(
    'the official SDK, stripe-node 23.1.0, RequestSender.js',
    'The API may ask us not to retry (e.g., if doing so would be a no-op)',
  ),
  fails: from(errorsPage, 'Codes in the `4xx` range indicate an error that failed given the information provided.'),
  requestFailed: from(errorsPage, 'The parameters were valid but the request failed.'),
  unacceptable: from(errorsPage, 'The request was unacceptable, often due to missing a required parameter.'),
  noValidKey: from(errorsPage, 'No valid API key provided.'),
  noPermission: from(errorsPage, 'The API key doesn’t have permissions to perform the request.'),
  notFound: from(errorsPage, 'The requested resource doesn’t exist.'),
  embedded: from(
    errorsOfTheSdk,
    'The PaymentIntent object for errors returned on a request involving a PaymentIntent.',
  ),
  unauthenticated: from(authenticationPage, 'API requests without authentication will also fail.'),
  basic: from(
    authenticationPage,
    'Provide your API key as the basic auth username value. You do not need to provide a password.',
  ),
  ownResources: from(
    keysPage,
    'Stripe uses API keys to authenticate requests from your integration and determine which Stripe resources it can access.',
  ),
  modes: from(keysPage, 'Objects in one mode aren’t accessible to the other.'),
  replay: from(
    idempotencyPage,
    'Stripe’s idempotency works by saving the resulting status code and body of the first request made for any given idempotency key, regardless of whether it succeeds or fails. Subsequent requests with the same key return the same result, including `500` errors.',
  ),
  repeatSafely: from(
    idempotencyPage,
    'Then, if a connection error occurs, you can safely repeat the request without risk of creating a second object or performing the update twice.',
  ),
  replayed: from(
    `${docs}/error-low-level`,
    'You can identify a previously executed response that’s being replayed from the server by the header `Idempotent-Replayed: true`.',
  ),
  sameParameters: from(
    idempotencyPage,
    'The idempotency layer compares incoming parameters to those of the original request and errors if they’re not the same to prevent accidental misuse.',
  ),
  keyLength: from(idempotencyPage, 'Idempotency keys are up to 255 characters long.'),
  notSaved: from(
    idempotencyPage,
    'If incoming parameters fail validation, or the request conflicts with another request that’s executing concurrently, we don’t save the idempotent result because no API endpoint initiates the execution.',
  ),
  everyPost: from(idempotencyPage, 'All `POST` requests accept idempotency keys.'),
  notOnGet: from(
    idempotencyPage,
    'Don’t send idempotency keys in `GET` and `DELETE` requests because it has no effect.',
  ),
  occurs: from(`${docs}/api/events/types`, 'Occurs when a PaymentIntent is canceled.'),
  eventObject: from(eventsOfTheSdk, 'Object containing the API resource relevant to the event.'),
  eventKey: from(eventsOfTheSdk, 'The idempotency key transmitted during the request, if any.'),
  uniqueId: from(eventsOfTheSdk, 'Unique identifier for the object.'),
  signs: from(
    endpointsOfTheSdk,
    "The endpoint's secret, used to generate [webhook signatures](https://docs.stripe.com/webhooks/signatures).",
  ),
  outsideTolerance: from('the official SDK, stripe-node 23.1.0, Webhooks.js', 'Timestamp outside the tolerance zone'),
  ...observedMessages,
} as const satisfies Record<string, Sentence>;

/** A requirement that no sentence makes. Its page is that of the cancel operation unless another is given. */
export function should(decision: string, source: Sentence | { readonly page: string } = { page: cancelPage }) {
  return shouldFrom(decision, source);
}
