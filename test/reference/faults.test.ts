import { pino } from 'pino';
import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
import type { DialectName } from '../../src/contract/dialect.js';
import { referenceKeys } from '../../src/dialects/keyEntry.js';
import { dialects } from '../../src/dialects/registry.js';
import { createFaults } from '../../src/reference/faults.js';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';
import { createApp } from '../../src/server/app.js';
import { createHttpServer } from '../../src/server/createHttpServer.js';
import { createKeyRing } from '../../src/server/KeyRing.js';
import { listen } from '../../src/server/listen.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { pathOf } from '../support/referencePath.js';

const on = 'cancelPaymentIntent';

async function start<Name extends DialectName>(name: Name) {
  const reference = await startReference(name);
  onTestFinished(() => reference.close());
  const { id } = await reference.createIntent({ status: 'requires_capture', id: 'pi_mine' });
  return { reference, id };
}

/** Sends one request and never another. */
function send<Name extends DialectName>(
  { fetch, keys }: Reference<Name>,
  path: string,
  init: RequestInit = {},
  headers: Record<string, string> = {},
) {
  return fetch(`http://localhost${path}`, {
    method: 'POST',
    ...init,
    headers: { Authorization: `Bearer ${(keys as { secret: string }).secret}`, ...headers },
  });
}

const cancelPath = (id: string) => `${pathOf('stripe', id)}/cancel`;

describe('a fault at Stripe', () => {
  it('happens as often as it says, and is pending until then', async () => {
    const { reference, id } = await start('stripe');
    const { faults } = reference;
    faults.add({ on, answer: 'RateLimited', times: 2 });
    expect(faults.pending()).toEqual([{ on, answer: 'RateLimited', times: 2 }]);

    expect((await send(reference, cancelPath(id))).status).toBe(429);
    expect(faults.pending()).toEqual([{ on, answer: 'RateLimited', times: 1 }]);
    expect((await send(reference, cancelPath(id))).status).toBe(429);
    expect(faults.pending()).toEqual([]);
    expect(await reference.intents()).toMatchObject([{ status: 'requires_capture' }]);
    expect((await send(reference, cancelPath(id))).status).toBe(200);
  });

  it('stays as it was added when its declaration changes', async () => {
    const { reference, id } = await start('stripe');
    const declaration = { on, answer: { example: 'RateLimited', headers: { 'Retry-After': '1' } } };
    reference.faults.add(declaration);
    declaration.on = 'retrievePaymentIntent';
    (reference.faults.pending()[0] as { on: string }).on = 'capturePaymentIntent';

    expect(reference.faults.pending()).toMatchObject([{ on }]);
    expect((await send(reference, cancelPath(id))).status).toBe(429);
  });

  it('happens to the intent that it names, and to no other', async () => {
    const { reference, id } = await start('stripe');
    const other = await reference.createIntent({ status: 'requires_capture' });
    reference.faults.add({ on, id, answer: 'RateLimited' });

    expect((await send(reference, cancelPath(other.id))).status).toBe(200);
    expect((await send(reference, cancelPath(id))).status).toBe(429);
  });

  it('happens to its operation, and to no other', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on: 'capturePaymentIntent', answer: 'RateLimited' });

    expect((await send(reference, pathOf('stripe', id), { method: 'GET' })).status).toBe(200);
    expect((await send(reference, `${pathOf('stripe', id)}/capture`)).status).toBe(429);
  });

  it('happens before those that were added later', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, answer: 'RateLimited' });
    reference.faults.add({ on, id, answer: 'TemporarilyUnavailable' });
    reference.faults.add({ on, answer: 'InternalError' });

    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await send(reference, cancelPath(id))).status);

    expect(statuses).toEqual([429, 503, 500, 200]);
  });

  it('is kept under an idempotency key and replayed, and what failed is not done', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, when: 'kept' });
    const key = { 'Idempotency-Key': 'mine' };

    const first = await send(reference, cancelPath(id), {}, key);
    const again = await send(reference, cancelPath(id), {}, key);
    const other = await send(reference, cancelPath(id), {}, { 'Idempotency-Key': 'other' });

    expect([first.status, again.status, other.status]).toEqual([500, 500, 200]);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(await again.text()).toBe(await first.text());
    expect(reference.requests.of(on)).toMatchObject([
      { status: 500, replayed: false, fault: 'kept', idempotencyKey: 'mine' },
      { status: 500, replayed: true, fault: null, idempotencyKey: 'mine' },
      { status: 200, replayed: false, fault: null, idempotencyKey: 'other' },
    ]);
  });

  it('is not kept without a key', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, when: 'kept' });

    const statuses = [await send(reference, cancelPath(id)), await send(reference, cancelPath(id))];

    expect(statuses.map(({ status }) => status)).toEqual([500, 200]);
    expect(reference.requests.of(on)).toMatchObject([{ status: 500, fault: 'kept' }, { status: 200 }]);
  });

  it('truncates a body as if it were whole', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, truncate: 9 });

    const response = await send(reference, cancelPath(id));

    expect([response.status, response.headers.get('Content-Length')]).toEqual([200, '9']);
    expect(await response.text()).toMatch(/^\{.{8}$/s);
    expect(await reference.intents()).toMatchObject([{ status: 'canceled' }]);
  });

  it.each([0, 9, 1_000_000])(
    'breaks a body off after %d bytes at most, when the connection is dropped',
    async (truncate) => {
      const { reference, id } = await start('stripe');
      reference.faults.add({ on, truncate, drop: 'after_commit' });

      const response = await send(reference, cancelPath(id));

      expect(response.status).toBe(200);
      expect(Number(response.headers.get('Content-Length'))).toBeGreaterThan(1_000);
      await expect(response.text()).rejects.toThrow();
      expect(await reference.intents()).toMatchObject([{ status: 'canceled' }]);
      expect(reference.requests.of(on)).toMatchObject([
        { status: 200, fault: `truncate ${truncate}, drop after_commit` },
      ]);
    },
  );

  it('sends the end of a body late', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, truncate: 9, delay: 20 });

    const response = await send(reference, cancelPath(id));

    expect(await response.json()).toMatchObject({ id, status: 'canceled' });
  });

  it('leaves the end of a body out for ever, until the caller has enough', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, truncate: 9, delay: 'forever' });
    const enough = new AbortController();

    const response = await send(reference, cancelPath(id), { signal: enough.signal });
    const body = response.text();
    enough.abort();

    await expect(body).rejects.toThrow();
  });

  it('never answers, until the caller has enough; the cancel is carried out and noted', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, delay: 'forever' });
    const enough = new AbortController();

    const answer = send(reference, cancelPath(id), { signal: enough.signal });
    await expect.poll(() => reference.requests.of(on)).toMatchObject([{ id, status: null, fault: 'delay forever' }]);
    enough.abort(new Error('enough'));

    await expect(answer).rejects.toThrow('enough');
    expect(await reference.intents()).toMatchObject([{ status: 'canceled' }]);
  });

  it('never answers and carries nothing out where it says instead', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, when: 'instead', delay: 'forever' });

    const answer = send(reference, cancelPath(id), { signal: AbortSignal.timeout(50) });

    await expect(answer).rejects.toThrow('timeout');
    expect(await reference.intents()).toMatchObject([{ status: 'requires_capture' }]);
  });

  it('notes a delayed request whose caller left', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, delay: 3_600_000 });

    await expect(send(reference, cancelPath(id), { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout');

    await expect.poll(() => reference.requests.of(on)).toMatchObject([{ status: null, fault: 'delay 3600000' }]);
  });

  it('waits no more when the faults are cleared: what is delayed comes, what never comes is cut', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, delay: 3_600_000 });
    reference.faults.add({ on: 'retrievePaymentIntent', delay: 'forever' });
    const delayed = send(reference, cancelPath(id));
    const waiting = send(reference, pathOf('stripe', id), { method: 'GET' }).catch((error) => error);
    await expect.poll(() => reference.faults.pending()).toEqual([]);
    await expect.poll(() => reference.requests.all()).toMatchObject([{ fault: 'delay forever' }]);

    reference.faults.clear();

    expect((await delayed).status).toBe(200);
    expect(await waiting).toMatchObject({ code: 'ECONNRESET' });
  });

  it.each<[string, (reference: Reference<'stripe'>) => Promise<void>]>([
    ['a reset', (reference) => reference.reset()],
    ['a close', (reference) => reference.close()],
  ])('does not hold up %s', async (_, end) => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, delay: 'forever', times: 20 });
    const waiting = Array.from({ length: 20 }, () => send(reference, cancelPath(id)).catch((error) => error));
    await expect.poll(() => reference.requests.all().length).toBe(20);

    await end(reference);

    expect(await Promise.all(waiting)).toMatchObject(waiting.map(() => ({ code: 'ECONNRESET' })));
  });

  it('answers what it is told to, as a proxy would', async () => {
    const { reference, id } = await start('stripe');
    const body = '<h1>Bad gateway</h1>';
    reference.faults.add({ on, answer: { status: 502, headers: { 'Content-Type': 'text/html' }, body } });

    const response = await send(reference, cancelPath(id));

    expect([response.status, await response.text()]).toEqual([502, body]);
    expect(Object.fromEntries(response.headers)).toMatchObject({ 'content-type': 'text/html', 'content-length': '20' });
    expect(response.headers.get('Request-Id')).toBeNull();
    expect(await reference.intents()).toMatchObject([{ status: 'requires_capture' }]);
    expect(reference.requests.of(on)).toMatchObject([{ status: 502, fault: '502' }]);
  });

  it.each<[unknown, string]>([
    [{ error: 'no' }, '{"error":"no"}'],
    [null, 'null'],
    [0, '0'],
    [undefined, ''],
  ])('answers a body that is no text as JSON: %j', async (body, text) => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, when: 'after_commit', answer: { status: 503, body } });

    const response = await send(reference, cancelPath(id));

    expect([response.status, await response.text()]).toEqual([503, text]);
    expect(response.headers.get('Content-Type')).toBe(body === undefined ? null : 'application/json');
    expect(await reference.intents()).toMatchObject([{ status: 'canceled' }]);
  });

  it('answers without a body where the status has none', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, answer: { status: 204 } });

    const response = await send(reference, cancelPath(id));

    expect([response.status, response.headers.get('Content-Length'), response.body]).toEqual([204, null, null]);
  });

  it('answers an example with the vendor’s headers, and further ones that replace them', async () => {
    const { reference, id } = await start('stripe');
    const headers = { 'Retry-After': '7', 'cache-control': 'no-transform' };
    reference.faults.add({ on, answer: { example: 'RateLimited', headers } });

    const response = await send(reference, cancelPath(id));

    expect(response.status).toBe(429);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'retry-after': '7',
      'cache-control': 'no-transform',
      'stripe-should-retry': 'true',
      'request-id': reference.requests.all()[0]?.requestId,
      'content-type': 'application/json',
    });
  });

  it('happens to requests that are refused for their content, not to those without a key', async () => {
    const { reference, id } = await start('stripe');
    reference.faults.add({ on, drop: 'after_commit' });

    const nobody = await send(reference, cancelPath(id), {}, { Authorization: 'Bearer sk_test_nobody' });
    await expect(send(reference, cancelPath(id), { body: 'nope=1' }, form)).rejects.toThrow('fetch failed');

    expect(nobody.status).toBe(401);
    expect(reference.requests.of(on)).toMatchObject([
      { status: 401, account: null, fault: null },
      { status: null, account: 'acct_reference', fault: 'drop after_commit' },
    ]);
    expect(await reference.intents()).toMatchObject([{ status: 'requires_capture' }]);
  });

  it('reaches callers through a real socket as well', async () => {
    const { reference, id } = await start('stripe');
    const url = await reference.listen();
    const headers = { Authorization: `Bearer ${reference.keys.secret}` };
    const post = () => fetch(`${url}${cancelPath(id)}`, { method: 'POST', headers });
    reference.faults.add({ on, drop: 'before' });
    reference.faults.add({ on, answer: 'InternalError' });
    reference.faults.add({ on, truncate: 5, drop: 'after_commit' });

    await expect(post()).rejects.toThrow('fetch failed');
    expect((await post()).status).toBe(500);
    expect(await reference.intents()).toMatchObject([{ status: 'requires_capture' }]);
    await expect((await post()).text()).rejects.toThrow('terminated');
    expect(await reference.intents()).toMatchObject([{ status: 'canceled' }]);
  });
});

it('a delay outlasts the silence for which the server cuts a connection', async () => {
  const store = await openEmbeddedStore(':memory:');
  const faults = createFaults(dialects.stripe.contract);
  const keyRing = createKeyRing(referenceKeys(dialects.stripe));
  const log = pino({ level: 'silent' });
  const app = createApp(dialects.stripe, { store, faults, keys: keyRing, log, crossOrigin: false });
  const server = await listen(createHttpServer(app, dialects.stripe, { silence: 20 }), '127.0.0.1', 0, 0);
  onTestFinished(async () => {
    await server.stop();
    await store.close();
  });
  faults.add({ on: 'retrievePaymentIntent', delay: 100 });

  const headers = { Authorization: 'Bearer sk_test_reference' };
  expect((await fetch(`${server.url}/v1/payment_intents/pi_1`, { headers })).status).toBe(404);
});

describe('a lost answer', () => {
  it('is an error of the official SDK’s that does not retry, and the cancel is done', async () => {
    const { reference, id } = await start('stripe');
    const httpClient = Stripe.createFetchHttpClient(reference.fetch);
    const stripe = new Stripe(reference.keys.secret, { httpClient, maxNetworkRetries: 0 });
    reference.faults.add({ on, drop: 'after_commit', times: 2 });

    await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({ type: 'StripeConnectionError' });

    expect(await reference.intents()).toMatchObject([{ status: 'canceled' }]);
  });

  it('is a network error of our clients that may have been carried out', async () => {
    const [stripe, chargefy] = await Promise.all([start('stripe'), start('chargefy')]);
    for (const { faults } of [stripe.reference, chargefy.reference]) faults.add({ on, drop: 'after_commit' });
    const options = <Name extends DialectName>({ keys, fetch }: Reference<Name>) => ({
      apiKey: (keys as { secret: string }).secret,
      fetch,
      maxRetries: 0,
    });

    const results = await Promise.all([
      createStripeClient(options(stripe.reference)).cancel(stripe.id),
      createChargefyClient(options(chargefy.reference)).cancel(chargefy.id),
    ]);

    for (const { error } of results) expect(error).toMatchObject({ kind: 'network' });
    expect(await stripe.reference.intents()).toMatchObject([{ status: 'canceled' }]);
    expect(await chargefy.reference.intents()).toMatchObject([{ status: 'canceled' }]);
  });

  it('does not keep ensureCanceled from finding out', async () => {
    const { reference, id } = await start('stripe');
    const { keys, fetch } = reference;
    reference.faults.add({ on, drop: 'after_commit', times: 2 });
    const client = createStripeClient({ apiKey: keys.secret, fetch, retryDelay: 1 });

    expect(await ensureCanceled(client, id)).toMatchObject({ outcome: 'canceled', intent: { id, status: 'canceled' } });
  });
});

describe('a fault at Chargefy', () => {
  const path = `${pathOf('chargefy', 'pi_mine')}/cancel`;

  it('answers an example of Chargefy’s document, with nothing done', async () => {
    const { reference, id } = await start('chargefy');
    reference.faults.add({ on, answer: { example: 'RateLimited', headers: { 'Retry-After': '1' } } });

    const response = await send(reference, path);

    expect([response.status, response.headers.get('Retry-After')]).toEqual([429, '1']);
    expect(await response.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
    expect(await reference.intents()).toMatchObject([{ id, status: 'requires_capture' }]);
  });

  it('loses the answer to a cancel, and the next cancel is a conflict', async () => {
    const { reference } = await start('chargefy');
    reference.faults.add({ on, drop: 'after_commit' });

    await expect(send(reference, path)).rejects.toMatchObject({ code: 'ECONNRESET' });

    expect((await send(reference, path)).status).toBe(409);
    expect(reference.requests.of(on)).toMatchObject([
      { status: null, version: null, idempotencyKey: null, account: 'org_reference', fault: 'drop after_commit' },
      { status: 409, fault: null },
    ]);
  });
});

const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
