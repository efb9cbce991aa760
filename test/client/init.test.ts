import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient } from '../../src/client/stripe.js';

const cancelPath = '/v1/payment_intents/{intent}/cancel';
const params = { path: { intent: 'pi_1' } };

/** A client, and what it hands to `fetch`. */
function recorded(options: { maxRetries?: number } = {}) {
  const sent: { url: string; headers: Headers; init: RequestInit }[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    sent.push({ url, headers: new Headers(init.headers), init });
    return new Response(null, { status: 503 });
  };
  const how = { fetch, retryDelay: 0, maxRetries: 0, ...options };
  const stripe = createStripeClient({ apiKey: 'sk_test_reference', ...how });
  const chargefy = createChargefyClient({ apiKey: 'ch_test_reference', ...how });
  return { sent, stripe, chargefy };
}

describe('the init of a call by path', () => {
  it.each([[{ 'X-Trace': 'abc', Accept: undefined }], [new Headers({ 'X-Trace': 'abc' })]])(
    'has headers, which are sent next to those of the client: %s',
    async (headers) => {
      const { stripe, sent } = recorded({ maxRetries: 1 });

      await stripe.POST(cancelPath, { params, headers });

      expect(sent.map((request) => request.headers.get('X-Trace'))).toEqual(['abc', 'abc']);
      expect(sent[0]?.headers.get('Accept')).toBe('application/json');
      expect(sent[0]?.headers.get('Authorization')).toBe('Bearer sk_test_reference');
    },
  );

  it.each([
    [{ 'Idempotency-Key': 'cancel-1042' }],
    [{ 'idempotency-key': 'cancel-1042' }],
    [new Headers({ 'Idempotency-Key': 'cancel-1042' })],
  ])('may bring the idempotency key among its headers: %s', async (headers) => {
    const { stripe, sent } = recorded({ maxRetries: 1 });

    await stripe.POST(cancelPath, { params, headers });

    expect(sent.map((request) => request.headers.get('Idempotency-Key'))).toEqual(['cancel-1042', 'cancel-1042']);
  });

  it('that has a header of the document as undefined leaves it to the client', async () => {
    const { stripe, sent } = recorded();

    await stripe.POST(cancelPath, {
      params: { ...params, header: { 'Idempotency-Key': undefined as unknown as string } },
    });

    expect(sent[0]?.headers.get('Idempotency-Key')).toMatch(/^[\da-f-]{36}$/);
  });

  it.each([
    [{ authorization: 'Bearer sk_test_other' }, 'authorization'],
    [new Headers({ Authorization: 'Bearer sk_test_other' }), 'authorization'],
    [{ 'X-Trace': 'a\nb' }, 'X-Trace'],
    [{ 'Idempotency-Key': null as unknown as string }, 'Idempotency-Key'],
    [[['X-Trace', 'abc']] as unknown as Headers, '0'],
  ])('is refused for a header that can’t be sent, or is the client’s: %j', async (headers, header) => {
    const { stripe, chargefy, sent } = recorded();

    const results = [
      await stripe.POST(cancelPath, { params, headers }),
      await chargefy.GET('/v1/payment-intents/{id}', { params: { path: { id: 'pi_1' } }, headers }),
    ];

    for (const { error } of results) expect(error).toMatchObject({ kind: 'invalid_header', header });
    expect(JSON.stringify(results)).not.toContain('sk_test_other');
    expect(sent).toEqual([]);
  });

  it('has what else `fetch` knows', async () => {
    const { stripe, sent } = recorded();

    await stripe.POST(cancelPath, { params, keepalive: true, credentials: 'omit' });
    stripe.use({ onRequest: () => undefined });
    await stripe.POST(cancelPath, { params, keepalive: true, credentials: 'omit' });

    expect(sent.map(({ init: { keepalive, credentials } }) => [keepalive, credentials])).toEqual([
      [true, 'omit'],
      [true, 'omit'],
    ]);
  });

  it('can’t have a redirect followed or a response read otherwise, even without types', async () => {
    const { stripe, sent } = recorded();
    const post = stripe.POST as (path: string, init: object) => Promise<{ error?: { kind: string } }>;

    const { error } = await post(cancelPath, { params, redirect: 'follow', parseAs: 'stream', method: 'DELETE' });

    expect(sent[0]?.init).toMatchObject({ redirect: 'manual', method: 'POST' });
    expect(error?.kind).toBe('not_json');
  });
});
