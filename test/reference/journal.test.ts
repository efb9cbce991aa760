import { describe, expect, it, onTestFinished } from 'vitest';
import { contractFor } from '../../src/contract/contracts.js';
import { createJournal } from '../../src/reference/journal.js';
import { startReference } from '../../src/reference/startReference.js';
import type { AnsweredRequest } from '../../src/server/AnsweredRequest.js';

async function start() {
  const reference = await startReference('stripe');
  onTestFinished(() => reference.close());
  const { fetch, keys } = reference;
  const send = (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
    fetch(`http://localhost${path}`, {
      method: 'POST',
      ...init,
      headers: { Authorization: `Bearer ${keys.secret}`, ...headers },
    });
  return { reference, send };
}

const entry: AnsweredRequest = {
  requestId: 'req_1',
  method: 'POST',
  operation: 'cancelPaymentIntent',
  id: 'pi_1',
  idempotencyKey: null,
  version: null,
  account: null,
  status: 200,
  replayed: false,
  fault: null,
};

describe('the journal', () => {
  it('has the last 1,000 requests', () => {
    const journal = createJournal(contractFor('stripe'));
    for (let count = 0; count < 1_002; count += 1) journal.add({ ...entry, requestId: `req_${count}` });

    const ids = journal.all().map(({ requestId }) => requestId);

    expect([ids.length, ids[0], ids.at(-1)]).toEqual([1_000, 'req_2', 'req_1001']);
  });

  it('refuses to tell of an operation that there is not', () => {
    const journal = createJournal(contractFor('stripe'));

    expect(() => journal.of('cancel')).toThrow(
      new TypeError(
        `There is no operation cancel; known are ${contractFor('stripe')
          .operations.map(({ id }) => id)
          .join(', ')}.`,
      ),
    );
  });

  it('has all there is to know of a request', async () => {
    const { reference, send } = await start();
    const { id } = await reference.createIntent({ status: 'requires_capture' });

    const response = await send(`/v1/payment_intents/${id}/cancel`, {}, { 'Idempotency-Key': 'k' });

    expect(reference.requests.all()).toEqual([
      {
        requestId: response.headers.get('Request-Id'),
        method: 'POST',
        operation: 'cancelPaymentIntent',
        id,
        idempotencyKey: 'k',
        version: response.headers.get('Stripe-Version'),
        account: 'acct_reference',
        status: 200,
        replayed: false,
        fault: null,
      },
    ]);
  });

  it('has requests that were refused for their content, for their key and for their route', async () => {
    const { reference, send } = await start();
    await reference.createIntent({ status: 'requires_capture', id: 'pi_1' });

    await send('/v1/payment_intents/pi_1/cancel', { body: new URLSearchParams({ nope: '1' }) });
    await send('/v1/payment_intents/pi_1/cancel', {}, { Authorization: 'Bearer sk_test_wrong' });
    await send('/v1/payment_intents/pi_2', { method: 'GET' });
    await send('/v1/refunds');
    await send('/nowhere');

    expect(reference.requests.all()).toMatchObject([
      { operation: 'cancelPaymentIntent', id: 'pi_1', status: 400, account: 'acct_reference' },
      { operation: 'cancelPaymentIntent', id: 'pi_1', status: 401, account: null },
      { operation: 'retrievePaymentIntent', id: 'pi_2', status: 404, account: 'acct_reference' },
      { operation: null, id: null, status: 501 },
      { operation: null, id: null, status: 404 },
    ]);
    expect(reference.requests.of('retrievePaymentIntent')).toMatchObject([{ status: 404 }]);
    expect(reference.requests.of('capturePaymentIntent')).toEqual([]);
  });

  it('names the account that a request acted for', async () => {
    const { reference, send } = await start();
    const { platform } = reference.keys;

    const headers = { Authorization: `Bearer ${platform}`, 'Stripe-Account': 'acct_connected' };
    await send('/v1/payment_intents/pi_1', { method: 'GET' }, headers);

    expect(reference.requests.all()).toMatchObject([{ account: 'acct_connected' }]);
  });

  it('has neither an API key nor a client secret, wherever they are sent', async () => {
    const { reference, send } = await start();
    const { id, client_secret: clientSecret } = await reference.createIntent({ status: 'requires_capture' });
    const secrets = [reference.keys.secret, `${clientSecret}`];

    for (const secret of secrets) {
      await send(`/v1/payment_intents/${secret}/cancel`, {}, { 'Idempotency-Key': secret });
      await send(`/v1/payment_intents/${id}?client_secret=${secret}`, { method: 'GET' });
      await send('/v1/payment_intents/pi_1', { method: 'GET' }, { Authorization: `Bearer ${secret}` });
    }

    const text = JSON.stringify(reference.requests.all());
    expect(reference.requests.all()).toHaveLength(6);
    for (const secret of [reference.keys.secret, `${clientSecret}`.split('_secret_')[1]])
      expect(text).not.toContain(secret);
  });

  it('is a copy: what is done to it is not done to the next', async () => {
    const { reference, send } = await start();
    await send('/nowhere');

    (reference.requests.all() as AnsweredRequest[]).pop();

    expect(reference.requests.all()).toHaveLength(1);
  });
});
