import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient } from '../../src/client/stripe.js';

const apiKey = 'key_for_tests';
const start = new Date('2026-11-22T12:00:00Z');

/** A `fetch` that answers with these in turn, the last of them ever after, and when it was asked. */
function answers(...responses: (() => Response)[]) {
  const asked: number[] = [];
  const methods: string[] = [];
  const fetch = async (_: string, { method = 'GET' }: RequestInit) => {
    const answer = responses[Math.min(asked.length, responses.length - 1)];
    asked.push(Date.now() - start.getTime());
    methods.push(method);
    return answer?.() ?? new Response();
  };
  /** Milliseconds between the requests. */
  const waits = () => asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
  return { fetch, waits, methods };
}

const refusal =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(null, { status, headers });
const intent = (status: string) => () => Response.json({ object: 'payment_intent', status });

/** Waits for a call while the clock runs as fast as it has to. */
async function settle<Call extends Promise<unknown>>(call: Call): Promise<Awaited<Call>> {
  let settled = false;
  const done = call.finally(() => {
    settled = true;
  });
  while (!settled) await vi.advanceTimersByTimeAsync(10);
  return (await done) as Awaited<Call>;
}

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});

afterEach(() => {
  vi.useRealTimers();
});

describe.each([createStripeClient, createChargefyClient])('%o', (create) => {
  it('waits twice as long before every further retry, and up to twice that by chance', async () => {
    const { fetch, waits } = answers(refusal(503));

    await settle(create({ apiKey, fetch, maxRetries: 4 }).retrieve('pi_1'));

    expect(waits()).toHaveLength(4);
    for (const [index, wait] of waits().entries()) {
      expect(wait).toBeGreaterThanOrEqual(Math.min(500 * 2 ** index, 5_000));
      expect(wait).toBeLessThanOrEqual(Math.min(1_010 * 2 ** index, 5_010));
    }
  });

  it('does not wait equally long twice', async () => {
    const { fetch, waits } = answers(refusal(503));
    const client = create({ apiKey, fetch, maxRetries: 1, retryDelay: 100_000 });

    for (let call = 1; call <= 3; call += 1) await settle(client.retrieve('pi_1'));

    const [first, , second, , third] = waits();
    expect(new Set([first, second, third]).size).toBeGreaterThan(1);
  });

  it('retries as often as the call says, or else the client, or else twice', async () => {
    const count = async (ofClient?: number, ofCall?: number) => {
      const { fetch, methods } = answers(refusal(503));
      await settle(create({ apiKey, fetch, maxRetries: ofClient }).retrieve('pi_1', { maxRetries: ofCall }));
      return methods.length;
    };

    expect(await count()).toBe(3);
    expect(await count(0)).toBe(1);
    expect(await count(0, 1)).toBe(2);
  });

  it.each([
    ['2', 2_000],
    ['0', 0],
    [new Date(start.getTime() + 7_000).toUTCString(), 7_000],
    [new Date(start.getTime() - 7_000).toUTCString(), 0],
    ['soon', 0],
  ])('obeys Retry-After: %s', async (value, least) => {
    const { fetch, waits } = answers(refusal(429, { 'Retry-After': value }), intent('requires_capture'));

    const { data } = await settle(create({ apiKey, fetch, retryDelay: 100 }).retrieve('pi_1'));

    expect(data?.status).toBe('requires_capture');
    expect(waits()).toHaveLength(1);
    expect(waits()[0]).toBeGreaterThanOrEqual(least + 100);
    expect(waits()[0]).toBeLessThanOrEqual(least + 220);
  });

  it('gives back an answer that asks for more than a minute', async () => {
    const { fetch, methods } = answers(refusal(429, { 'Retry-After': '61' }));

    const { response } = await settle(create({ apiKey, fetch }).retrieve('pi_1'));

    expect(response?.headers.get('Retry-After')).toBe('61');
    expect(methods).toHaveLength(1);
  });

  it('does not repeat what the server does not have', async () => {
    for (const call of ['retrieve', 'cancel'] as const) {
      const { fetch, methods } = answers(refusal(501));

      const { error, response } = await settle(create({ apiKey, fetch })[call]('pi_1'));

      expect(error?.kind).toBe('not_json');
      expect(response?.status).toBe(501);
      expect(methods).toHaveLength(1);
    }
  });

  it('gives back the last answer when none was better', async () => {
    const { fetch } = answers(refusal(503), refusal(502), refusal(500));

    const { error, response } = await settle(create({ apiKey, fetch }).cancel('pi_1', { maxRetries: 1 }));

    expect(error?.kind).toBe('not_json');
    expect(response?.status).toBe(502);
  });
});

describe('the Stripe client', () => {
  const cancel = ({ fetch }: ReturnType<typeof answers>) =>
    settle(createStripeClient({ apiKey, fetch }).cancel('pi_1'));

  it.each([
    [409, undefined, 3],
    [429, undefined, 3],
    [500, undefined, 3],
    [400, undefined, 1],
    [404, undefined, 1],
    [409, 'false', 1],
    [500, 'false', 1],
    [400, 'true', 3],
    // Stripe sends this with each 200 of a POST; it is no advice about a body that can't be read.
    [200, 'false', 3],
  ])('after %i with Stripe-Should-Retry: %s has asked %i times', async (status, advice, times) => {
    const server = answers(refusal(status, advice === undefined ? {} : { 'Stripe-Should-Retry': advice }));

    await cancel(server);

    expect(server.methods).toEqual(Array(times).fill('POST'));
  });
});

describe('the Chargefy client', () => {
  const cancel = ({ fetch }: ReturnType<typeof answers>) =>
    settle(createChargefyClient({ apiKey, fetch }).cancel('pi_1'));

  it('never cancels again after a 409', async () => {
    const server = answers(refusal(409));

    await cancel(server);

    expect(server.methods).toEqual(['POST']);
  });

  it('finds out that a cancel without an answer has worked', async () => {
    const server = answers(refusal(502), intent('canceled'));

    const result = await cancel(server);

    expect(result).toMatchObject({ data: { status: 'canceled' }, retrieved: true });
    expect(server.methods).toEqual(['POST', 'GET']);
  });

  it('cancels again when it has seen that the intent is not canceled', async () => {
    const server = answers(refusal(502), intent('requires_capture'), intent('canceled'));

    const result = await cancel(server);

    expect(result.data?.status).toBe('canceled');
    expect(result).not.toHaveProperty('retrieved');
    expect(server.methods).toEqual(['POST', 'GET', 'POST']);
  });

  it('does not cancel again as long as it can’t see the intent', async () => {
    const server = answers(refusal(502), refusal(503), refusal(503));

    const { error } = await cancel(server);

    expect(error).toMatchObject({ kind: 'not_json', status: 503 });
    expect(server.methods).toEqual(['POST', 'GET', 'GET']);
  });

  it('finds out that the first cancel arrived after the second look', async () => {
    const conflict = () =>
      Response.json({ error: { code: 'resource_state_conflict', message: 'No.', type: 'x' } }, { status: 409 });
    const server = answers(refusal(502), intent('requires_capture'), conflict, intent('canceled'));

    const result = await cancel(server);

    expect(result).toMatchObject({ data: { status: 'canceled' }, retrieved: true });
    expect(server.methods).toEqual(['POST', 'GET', 'POST', 'GET']);
  });

  it('gives back the conflict when it was a success that ended the intent meanwhile', async () => {
    const conflict = () =>
      Response.json({ error: { code: 'resource_state_conflict', message: 'No.', type: 'x' } }, { status: 409 });
    const server = answers(refusal(502), intent('requires_capture'), conflict, intent('succeeded'));

    const { error } = await cancel(server);

    expect(error).toMatchObject({ kind: 'api', status: 409 });
  });
});
