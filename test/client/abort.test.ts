import { getEventListeners, once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { retry } from '../../src/client/retry.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
import { startFaultyReference } from '../support/faultyReference.js';

/** A `fetch` that neither answers nor listens. */
const deaf = () => new Promise<Response>(() => undefined);

describe.each([
  { dialect: 'stripe', create: createStripeClient },
  { dialect: 'chargefy', create: createChargefyClient },
] as const)('a call of the $dialect client', ({ dialect, create }) => {
  const apiKey = 'key_for_tests';

  it('sends nothing when its signal is aborted already', async () => {
    const vendor = await startFaultyReference(dialect);
    const client = create({ apiKey: vendor.apiKey, fetch: vendor.fetch });
    const signal = AbortSignal.abort('not any more');

    const { error } = await client.cancel(vendor.id, { signal });
    const ensured = await ensureCanceled(client, vendor.id, { signal });

    expect(error).toMatchObject({ kind: 'aborted', reason: 'not any more' });
    expect(ensured).toMatchObject({ outcome: 'unknown', error: { kind: 'aborted' } });
    expect(vendor.requests.all()).toEqual([]);
  });

  it('ends when its signal is aborted while a request is under way', async () => {
    const controller = new AbortController();
    const { apiKey, fetch, id, requests } = await startFaultyReference(dialect, { fault: 'no answer' });

    const ensuring = ensureCanceled(create({ apiKey, fetch }), id, { signal: controller.signal });
    await expect.poll(() => requests.all()).toHaveLength(1);
    controller.abort();

    expect(await ensuring).toMatchObject({ outcome: 'unknown', error: { kind: 'aborted' } });
    expect(requests.all()).toHaveLength(1);
  });

  it('ends when its signal is aborted while it waits for the next attempt', async () => {
    const vendor = await startFaultyReference(dialect, { fault: '503 of the document' });
    const controller = new AbortController();
    const client = create({
      apiKey: vendor.apiKey,
      // So long that only the abort can end it.
      retryDelay: 1_000_000,
      fetch: async (url, init) => {
        const response = await vendor.fetch(url, init);
        setTimeout(() => controller.abort());
        return response;
      },
    });

    const { error } = await client.cancel(vendor.id, { signal: controller.signal });

    expect(error?.kind).toBe('aborted');
    expect(vendor.requests.all()).toHaveLength(1);
  });

  it('ends when its signal is aborted while it obeys Retry-After', async () => {
    const controller = new AbortController();
    let asked = 0;
    const client = create({
      apiKey,
      retryDelay: 0,
      fetch: async () => {
        asked += 1;
        setTimeout(() => controller.abort(), 1);
        return new Response(null, { status: 503, headers: { 'Retry-After': '60' } });
      },
    });

    const { error } = await client.cancel('pi_1', { signal: controller.signal });

    expect(error?.kind).toBe('aborted');
    expect(asked).toBe(1);
  });

  it('ends after its own timeout, or else the client’s, with any fetch', async () => {
    const client = create({ apiKey, fetch: deaf, timeout: 20, maxRetries: 0 });

    const own = await client.cancel('pi_1', { timeout: 10 });
    const general = await client.cancel('pi_1');

    expect(own.error).toMatchObject({ kind: 'timeout', timeout: 10 });
    expect(general.error).toMatchObject({ kind: 'timeout', timeout: 20 });
  });

  it('may have no timeout at all', async () => {
    const controller = new AbortController();
    const client = create({ apiKey, fetch: deaf, timeout: Number.POSITIVE_INFINITY, maxRetries: 0 });
    const call = client.cancel('pi_1', { signal: controller.signal });
    const ticked = once(AbortSignal.timeout(20), 'abort').then(() => 'still waiting');

    expect(await Promise.race([call, ticked])).toBe('still waiting');

    controller.abort();
    expect((await call).error?.kind).toBe('aborted');
  });

  it('warns of no leak when many wait for one signal', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    const controller = new AbortController();
    const client = create({ apiKey, fetch: deaf, maxRetries: 0 });
    const { signal } = controller;

    const calls = Array.from({ length: 30 }, () => client.cancel('pi_1', { signal }));
    await setImmediate();
    controller.abort();
    const results = await Promise.all(calls);

    expect(results.map(({ error }) => error?.kind)).toEqual(Array(30).fill('aborted'));
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('leaves no listener on the signal it was given', async () => {
    const { apiKey, fetch, id } = await startFaultyReference(dialect, { fault: '429, Retry-After: 0', times: 1 });
    const { signal } = new AbortController();

    await create({ apiKey, fetch, retryDelay: 1 }).cancel(id, { signal });

    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

it('an abort that comes with an answer does not take it back', async () => {
  const controller = new AbortController();
  const answer = { data: { status: 'canceled' }, response: new Response() };
  const attempt = async () => {
    controller.abort();
    return answer;
  };

  const result = await retry(attempt, {
    maxRetries: 2,
    retryDelay: 1,
    signal: controller.signal,
    isTransient: () => true,
  });

  expect(result).toBe(answer);
});
