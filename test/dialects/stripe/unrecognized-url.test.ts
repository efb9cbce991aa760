import { describe, expect, it } from 'vitest';
import { call, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { expectStripeError } from '../../support/stripeError.js';

const see = 'Please see https://stripe.com/docs or we can help at https://support.stripe.com/.';
const hint =
  'If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code.';

describe('an unrecognized URL', () => {
  const server = shareReference('stripe');

  it.each([
    ['GET', '/v1/payment_intents/pi_1/cancel'],
    ['DELETE', '/v1/payment_intents/pi_1'],
    ['PUT', '/v1/payment_intents/pi_1/cancel'],
    ['OPTIONS', '/v1/payment_intents/pi_1/cancel'],
    ['GET', '/v1/payment_intents/pi_1/confirm'],
    ['POST', '/v1/payment_intents/pi_1/confirm/again'],
    ['POST', '/v1/payment_intents/pi_1/search'],
    ['DELETE', '/v1/payment_intents'],
    ['GET', '/v1/nothing'],
    ['GET', '/v2/refunds'],
    ['GET', '/v3/core'],
    ['GET', '/v1/constructor'],
    ['GET', '/constructor/has'],
    ['GET', '/v1/Refunds'],
    ['GET', '/v1'],
    ['POST', '/v1/payment_intents/pi_1/cancel/again'],
    ['POST', '/v1/payment_intents//cancel'],
    ['POST', '/V1/payment_intents/pi_1/cancel'],
    ['POST', '/v1/payment-intents/pi_1/cancel'],
    ['GET', '/favicon.ico'],
  ])('is a 404 that repeats it: %s %s', async (method, path) => {
    const answer = await call(server(), path, { method });

    expect(answer.status).toBe(404);
    expectStripeError(answer, { message: `Unrecognized request URL (${method}: ${path}). ${see}` }, null);
  });

  it.each([
    ['GET', '/'],
    ['POST', '/v1/payment_intents/'],
    ['GET', '/v1/payment_intents/'],
    ['POST', '/v1/payment_intents/{id}/cancel/'],
    ['GET', '/v1/payment_intents/{id}/'],
  ])('comes with a hint when it ends in a slash: %s %s', async (method, template) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const path = template.replace('{id}', intent.id);

    const answer = await call(server(), path, { method });

    expect(answer.status).toBe(404);
    expectStripeError(answer, { message: `Unrecognized request URL (${method}: ${path}). ${hint} ${see}` }, null);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('is repeated without its query, which may hold a key', async () => {
    const answer = await call(server(), '/v1/nothing?api_key=sk_test_reference');

    expectStripeError(answer, { message: `Unrecognized request URL (GET: /v1/nothing). ${see}` }, null);
  });
});
