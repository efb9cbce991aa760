import { describe, expect, it } from 'vitest';
import { documented } from '../support/documented.js';

const stripe = documented('stripe');
const chargefy = documented('chargefy');

const shared = [
  'PaymentIntent',
  'PaymentIntentStatus',
  'CancelableStatus',
  'CancellationReason',
  'RequestedCancellationReason',
  'CancelPaymentIntentRequest',
  'ErrorObject',
  'ErrorCode',
];

const statuses = (document: typeof stripe, operation: string) =>
  document.responses.filter((response) => response.operation === operation).map(({ status }) => status);

describe('the two documents', () => {
  it('have the same operations, in the same order, and what leads to a cancel where the vendor describes it', () => {
    const ids = ['cancelPaymentIntent', 'retrievePaymentIntent'];
    expect(stripe.operations.map(({ operationId }) => operationId)).toEqual([
      ...ids,
      'updatePaymentIntent',
      'capturePaymentIntent',
      'listPaymentIntents',
      'createPaymentIntent',
      'confirmPaymentIntent',
      'incrementAuthorization',
      'retrieveCharge',
      'retrieveCheckoutSession',
      'expireCheckoutSession',
      'expireCharge',
      'listEvents',
      'retrieveEvent',
    ]);
    expect(chargefy.operations.map(({ operationId }) => operationId)).toEqual(ids);
  });

  it('have their vendor’s paths', () => {
    expect(Object.keys(stripe.document.paths)).toEqual([
      '/v1/payment_intents/{intent}/cancel',
      '/v1/payment_intents/{intent}',
      '/v1/payment_intents/{intent}/capture',
      '/v1/payment_intents',
      '/v1/payment_intents/{intent}/confirm',
      '/v1/payment_intents/{intent}/increment_authorization',
      '/v1/charges/{charge}',
      '/v1/checkout/sessions/{session}',
      '/v1/checkout/sessions/{session}/expire',
      '/v1/test_helpers/charges/{charge}/expire',
      '/v1/events',
      '/v1/events/{event}',
    ]);
    expect(Object.keys(chargefy.document.paths)).toEqual([
      '/v1/payment-intents/{id}/cancel',
      '/v1/payment-intents/{id}',
    ]);
  });

  it('have the same names for what both have', () => {
    expect(Object.keys(stripe.at('/components/schemas') as object)).toEqual(expect.arrayContaining(shared));
    expect(Object.keys(chargefy.at('/components/schemas') as object)).toEqual(expect.arrayContaining(shared));
  });

  it('answer a cancel with their vendor’s statuses', () => {
    expect(statuses(stripe, 'cancelPaymentIntent')).toEqual([200, 400, 401, 403, 404, 409, 429, 500, 503]);
    expect(statuses(chargefy, 'cancelPaymentIntent')).toEqual([200, 400, 401, 404, 409, 429, 500, 503]);
  });

  it('answer a capture as a cancel', () => {
    expect(statuses(stripe, 'capturePaymentIntent')).toEqual(statuses(stripe, 'cancelPaymentIntent'));
  });

  it('are the vendor’s first and the local reference server’s second', () => {
    expect(stripe.at('/servers/0/url')).toBe('https://api.stripe.com');
    expect(stripe.at('/servers/1/url')).toBe('http://127.0.0.1:4010');
    expect(chargefy.at('/servers/0/url')).toBe('https://api.chargefy.io');
    expect(chargefy.at('/servers/1/url')).toBe('http://127.0.0.1:4020');
  });

  it.each([stripe, chargefy])('take a cancel without a body', (document) => {
    expect(document.at('/components/requestBodies/CancelPaymentIntent')).toMatchObject({ required: false });
  });

  it('refuse an unknown parameter at Stripe and ignore it at Chargefy', () => {
    const schema = '/components/schemas/CancelPaymentIntentRequest';
    expect(stripe.disagreements(schema, { nope: '1' })).not.toEqual([]);
    expect(chargefy.disagreements(schema, { nope: '1' })).toEqual([]);
  });
});
