import { describe, test } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';

const stripe = createStripeClient({ apiKey: 'sk_test_reference' });
const chargefy = createChargefyClient({ apiKey: 'ch_test_reference' });
const cancelAtStripe = '/v1/payment_intents/{intent}/cancel';
const cancelAtChargefy = '/v1/payment-intents/{id}/cancel';
const params = { path: { intent: 'pi_1' } };
const chargefyParams = { path: { id: 'pi_1' } };

describe('does not compile:', () => {
  test('a client without a key, or with an option of the other dialect', () => {
    // @ts-expect-error apiKey is missing
    createStripeClient({});
    // @ts-expect-error apiKey is missing
    createChargefyClient({ baseUrl: 'http://127.0.0.1:4020' });
    // @ts-expect-error Chargefy has no versions
    createChargefyClient({ apiKey: 'ch_test_reference', apiVersion: '2026-10-28.endive' });
    // @ts-expect-error its name is baseUrl
    createStripeClient({ apiKey: 'sk_test_reference', baseURL: 'http://127.0.0.1:4010' });
  });

  test('a path of the other dialect, or of neither', () => {
    // @ts-expect-error this is Chargefy's
    stripe.POST('/v1/payment-intents/{id}/cancel', { params: { path: { id: 'pi_1' } } });
    // @ts-expect-error this is Stripe's
    chargefy.POST('/v1/payment_intents/{intent}/cancel', { params: { path: { intent: 'pi_1' } } });
    // @ts-expect-error the id belongs into params
    stripe.POST('/v1/payment_intents/pi_1/cancel', { params });
  });

  test('a method that the path does not have', () => {
    // @ts-expect-error a cancel is a POST
    stripe.GET('/v1/payment_intents/{intent}/cancel', { params });
    // @ts-expect-error no intent is replaced
    stripe.PUT('/v1/payment_intents/{intent}', { params });
    // @ts-expect-error nothing is deleted
    stripe.DELETE('/v1/payment_intents/{intent}', { params });
  });

  test('a call without the id, or with the id by another name', () => {
    // @ts-expect-error the id is missing
    stripe.POST(cancelAtStripe);
    // @ts-expect-error the id is missing
    stripe.POST(cancelAtStripe, {});
    // @ts-expect-error at Stripe its name is intent
    stripe.POST(cancelAtStripe, { params: { path: { id: 'pi_1' } } });
    // @ts-expect-error the id is missing
    stripe.cancel();
    // @ts-expect-error an id is a string
    chargefy.cancel(1);
  });

  test('a misspelt reason', () => {
    // @ts-expect-error the reason is duplicate
    stripe.POST(cancelAtStripe, { params, body: { cancellation_reason: 'duplicated' } });
    // @ts-expect-error only Stripe itself gives this reason
    stripe.POST(cancelAtStripe, { params, body: { cancellation_reason: 'automatic' } });
    // @ts-expect-error null would be sent as an empty string, which Stripe refuses
    stripe.POST(cancelAtStripe, { params, body: { cancellation_reason: null } });
    // @ts-expect-error the reason is duplicate
    chargefy.POST(cancelAtChargefy, { params: chargefyParams, body: { cancellation_reason: 'duplicated' } });
    // @ts-expect-error the reason is duplicate
    stripe.cancel('pi_1', { reason: 'duplicated' });
    // @ts-expect-error the reason is duplicate
    chargefy.cancel('pi_1', { reason: 'duplicated' });
    // @ts-expect-error the reason is duplicate
    ensureCanceled(stripe, 'pi_1', { reason: 'duplicated' });
  });

  test('a wrong body', () => {
    // @ts-expect-error expand is a list
    stripe.POST(cancelAtStripe, { params, body: { expand: 'customer' } });
    // @ts-expect-error of paths
    stripe.POST(cancelAtStripe, { params, body: { expand: [4] } });
    // @ts-expect-error Stripe refuses what it doesn't know
    stripe.POST(cancelAtStripe, { params, body: { reason: 'duplicate' } });
    // @ts-expect-error also beside what it knows
    stripe.POST(cancelAtStripe, { params, body: { cancellation_reason: 'duplicate', amount: 1 } });
    // @ts-expect-error Chargefy has nothing to expand
    chargefy.POST(cancelAtChargefy, { params: chargefyParams, body: { expand: ['customer'] } });
    // @ts-expect-error a body is an object
    stripe.POST(cancelAtStripe, { params, body: 'cancellation_reason=duplicate' });
    // @ts-expect-error a retrieve has none
    stripe.GET('/v1/payment_intents/{intent}', { params, body: { expand: ['customer'] } });
    // @ts-expect-error by name, the name is reason
    stripe.cancel('pi_1', { cancellation_reason: 'duplicate' });
    // @ts-expect-error Chargefy has nothing to expand
    chargefy.cancel('pi_1', { expand: ['customer'] });
    // @ts-expect-error Chargefy has no idempotency keys
    chargefy.cancel('pi_1', { idempotencyKey: 'cancel-1042' });
  });

  test('a wrong query, header or option', () => {
    const { path } = params;
    // @ts-expect-error expand is a list
    stripe.GET('/v1/payment_intents/{intent}', { params: { path, query: { expand: 'customer' } } });
    // @ts-expect-error a cancel has no query
    stripe.POST(cancelAtStripe, { params: { path, query: { expand: ['customer'] } } });
    // @ts-expect-error a key is a string
    stripe.POST(cancelAtStripe, { params: { path, header: { 'Idempotency-Key': 1042 } } });
    // @ts-expect-error a retrieve needs no key
    stripe.GET('/v1/payment_intents/{intent}', { params: { path, header: { 'Idempotency-Key': 'retrieve-1042' } } });
    // @ts-expect-error the key decides
    stripe.POST(cancelAtStripe, { params: { path, header: { Authorization: 'Bearer sk_test_other' } } });
    // @ts-expect-error timeout is a number of milliseconds
    stripe.cancel('pi_1', { timeout: '30s' });
    // @ts-expect-error its name is maxRetries
    stripe.cancel('pi_1', { retries: 2 });
  });

  test('an init that would change where a call goes, how it is written or how its response is read', () => {
    // @ts-expect-error a redirect would make a GET of the cancel
    stripe.POST(cancelAtStripe, { params, redirect: 'follow' });
    // @ts-expect-error the path decides
    stripe.POST(cancelAtStripe, { params, method: 'GET' });
    // @ts-expect-error the key would go there
    stripe.POST(cancelAtStripe, { params, baseUrl: 'http://127.0.0.1:4010' });
    // @ts-expect-error a response is JSON
    stripe.POST(cancelAtStripe, { params, parseAs: 'text' });
    // @ts-expect-error the client has one
    chargefy.POST(cancelAtChargefy, { params: chargefyParams, fetch });
    // @ts-expect-error Stripe takes forms as its SDK writes them
    stripe.POST(cancelAtStripe, { params, bodySerializer: JSON.stringify });
    // @ts-expect-error a middleware is an object
    stripe.use(() => undefined);
  });

  test('an object that is not a client', () => {
    // @ts-expect-error this can't retrieve
    ensureCanceled({ cancel: stripe.cancel }, 'pi_1');
    // @ts-expect-error the id is missing
    ensureCanceled(stripe);
  });
});
