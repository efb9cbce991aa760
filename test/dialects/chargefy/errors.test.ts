import { describe, expect, it } from 'vitest';
import { type CallOptions, call, cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { expectRefusal } from '../../support/refusal.js';

/** The bodies on the vendor's page, to the letter. */
const unauthorized = {
  error: { code: 'authentication_failed', message: 'Invalid API key provided.', type: 'authentication_error' },
};
const notFound = {
  error: { code: 'resource_missing', message: 'Payment intent not found.', type: 'invalid_request_error' },
};
const conflict = (message: string) => ({
  error: { code: 'resource_state_conflict', message, type: 'invalid_request_error' },
});

describe('cancel', () => {
  const server = shareReference('chargefy');

  it.each<[string, CallOptions]>([
    ['no key', { key: null }],
    ['an unknown key', { key: 'ch_test_nope' }],
    ['an expired key', { key: 'ch_test_expired' }],
    ['a key of the other dialect', { key: 'sk_test_reference' }],
    ['an empty Authorization', { key: null, headers: { Authorization: '' } }],
    ['Basic', { key: null, headers: { Authorization: `Basic ${btoa('ch_test_reference:')}` } }],
  ])('needs a key: not %s', async (_what, request) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, request);

    expect(answer).toMatchObject({ status: 401, body: unauthorized });
    expectRefusal('chargefy', answer);
    expect(await retrieve(server(), intent.id, '', request)).toMatchObject({ status: 401, body: unauthorized });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each(['pi_nope', 'cus_1', '123', 'pi_nope%20', '%F0%9F%92%B8'])('does not find %s', async (id) => {
    const answer = await cancel(server(), id);

    expect(answer).toMatchObject({ status: 404, body: notFound });
    expectRefusal('chargefy', answer);
    expect(await retrieve(server(), id)).toMatchObject({ status: 404, body: notFound });
  });

  it.each([
    [{ status: 'succeeded' }, 'Payment intent already in terminal status succeeded.'],
    [{ status: 'canceled' }, 'Payment intent already in terminal status canceled.'],
    [
      { status: 'processing', processing_cancelable: false },
      'Payment intent in status processing cannot be canceled any more.',
    ],
  ])('conflicts with %j', async (fixture, message) => {
    const intent = await arrange(server(), fixture);

    const answer = await cancel(server(), intent.id);

    expect(answer).toMatchObject({ status: 409, body: conflict(message) });
    expectRefusal('chargefy', answer);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('conflicts with its own repetition, with any Idempotency-Key', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const headers = { 'Idempotency-Key': 'abc' };
    await cancel(server(), id, { headers });

    const answer = await cancel(server(), id, { headers });

    expect(answer).toMatchObject({
      status: 409,
      body: conflict('Payment intent already in terminal status canceled.'),
    });
    expect(answer.headers.has('idempotent-replayed')).toBe(false);
  });
});

describe('an unknown route', () => {
  const server = shareReference('chargefy');

  it.each([
    ['GET', '/v1/payment-intents/pi_1/cancel'],
    ['POST', '/v1/payment-intents/pi_1'],
    ['DELETE', '/v1/payment-intents/pi_1'],
    ['OPTIONS', '/v1/payment-intents/pi_1/cancel'],
    ['POST', '/v1/payment_intents/pi_1/cancel'],
    ['POST', '/v1/payment-intents//cancel'],
    ['POST', '/v1/payment-intents/pi_1/cancel/'],
    ['GET', '/v1/payment-intents/pi_1/'],
    ['GET', '/v1/payment-intents'],
    ['GET', '/'],
  ])('is a 404 in the same envelope: %s %s', async (method, path) => {
    const answer = await call(server(), path, { method });

    expect(answer.status).toBe(404);
    expectRefusal('chargefy', answer);
    const message = `Unrecognized request URL (${method}: ${path}).`;
    expect(answer.body).toEqual({ error: { code: 'route_not_found', message, type: 'invalid_request_error' } });
  });
});

describe('every answer', () => {
  const server = shareReference('chargefy');

  it('has the headers of HTTP and no others', async () => {
    const { headers } = await cancel(server(), 'pi_nope', { key: null });

    expect([...headers.keys()].sort()).toEqual(['connection', 'content-length', 'content-type', 'date', 'keep-alive']);
  });
});
