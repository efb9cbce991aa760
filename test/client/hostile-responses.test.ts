import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
import { always } from '../support/faults.js';
import { startFaultyReference } from '../support/faultyReference.js';
import { serving } from '../support/serving.js';

const apiKey = 'key_for_tests';
const json = { 'Content-Type': 'application/json' };
const depth = 5_000;
const nested = (innermost: string) => `${'{"a":['.repeat(depth)}${innermost}${']}'.repeat(depth)}`;

describe.each([
  { dialect: 'stripe', create: createStripeClient },
  { dialect: 'chargefy', create: createChargefyClient },
] as const)('a call of the $dialect client', ({ dialect, create }) => {
  it.each([
    { status: 404, kind: 'api', validateResponses: false },
    { status: 404, kind: 'api', validateResponses: true },
    { status: 418, kind: 'undocumented', validateResponses: false },
  ])('survives an error nested 5,000 deep: %o', async ({ status, kind, validateResponses }) => {
    const { apiKey, fetch, id, faults } = await startFaultyReference(dialect);
    const error = `{"code":"resource_missing","type":"invalid_request_error","message":"No.","doc_url":"/"`;
    const body = `{"error":${error},"deep":${nested(`"${apiKey}"`)}}}`;
    for (const on of ['cancelPaymentIntent', 'retrievePaymentIntent'])
      faults.add({ on, times: always, answer: { status, headers: json, body } });
    const client = create({ apiKey, fetch, validateResponses });

    const result = await client.cancel(id);
    const ensured = await ensureCanceled(client, id);

    expect(result.error).toMatchObject({ kind, status });
    let deepest = (result.error as { body: { error: { deep: unknown } } }).body.error.deep;
    for (let level = 1; level <= depth; level += 1) deepest = (deepest as { a: unknown[] }).a[0];
    expect(deepest).toBe('[API key]');
    expect(ensured.outcome).toBe(status === 404 ? 'not_found' : 'unknown');
  });

  it.each([200, 500])('gives up a body that unpacks to more than it takes, with status %i', async (status) => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    let asked = 0;
    const baseUrl = await serving((_, response) => {
      asked += 1;
      response.writeHead(status, { ...json, 'Content-Encoding': 'gzip', 'Stripe-Should-Retry': 'true' }).end(bomb);
    });

    const { error } = await create({ apiKey, baseUrl }).cancel('pi_1');

    expect(error).toEqual({
      kind: 'too_large',
      status,
      maxBytes: 1_000_000,
      message: `HTTP ${status} with more than 1000000 bytes.`,
    });
    expect(asked).toBe(1);
  });

  it.each(['plain', 'with middleware'])('lets the connection of an endless body go, %s', async (way) => {
    let asked = 0;
    let gone: Promise<unknown> | undefined;
    const baseUrl = await serving((_, response) => {
      asked += 1;
      gone = once(response, 'close');
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      };
      response.writeHead(500, json).on('drain', write);
      write();
    });
    const client = create({ apiKey, baseUrl, maxResponseBytes: 100_000 });
    // What a middleware makes of a response has the same limit.
    if (way !== 'plain') client.use({ onResponse: ({ response }) => new Response(response.body, response) });

    const { error } = await client.cancel('pi_1');
    await gone;

    expect(error).toMatchObject({ kind: 'too_large', status: 500, maxBytes: 100_000 });
    expect(asked).toBe(1);
  });

  it('takes a body that is as large as the limit', async () => {
    const text = JSON.stringify({ object: 'payment_intent', status: 'canceled', description: 'é😀' });
    const bytes = Buffer.byteLength(text);
    const fetch = async () => new Response(text);

    const whole = await create({ apiKey, fetch, maxResponseBytes: bytes }).cancel('pi_1');
    const short = await create({ apiKey, fetch, maxResponseBytes: bytes - 1 }).cancel('pi_1');

    expect(whole.data).toEqual(JSON.parse(text));
    expect(short.error?.kind).toBe('too_large');
  });
});
