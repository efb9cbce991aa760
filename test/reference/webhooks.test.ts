import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { otherSecret, startReceiver, webhookSecret } from '../support/receiver.js';
import { canceled, startTelling, type Told, telling, timeOf } from '../support/told.js';

const stripe = new Stripe('sk_test_any');

/** What a shop does with a delivery, in the words of each vendor's own library. It throws unless the signature holds. */
const verify: Record<DialectName, (body: string, header: (name: string) => string, secret: string) => unknown> = {
  stripe: (body, header, secret) => stripe.webhooks.constructEvent(body, header('stripe-signature'), secret),
  chargefy: (body, header, secret) =>
    new Webhook(secret.replace('chargefy_whs_', 'whsec_')).verify(body, {
      'webhook-id': header('webhook-id'),
      'webhook-timestamp': header('webhook-timestamp'),
      'webhook-signature': header('webhook-signature'),
    }),
};
const verifyTold = (name: DialectName, { body, headers }: Told, secret = webhookSecret) =>
  verify[name](body, (header) => headers.get(header) ?? '', secret);

describe.each(dialectNames)('a webhook of %s', (name) => {
  it('lets no time pass when it is to pass beyond the year 9999', async () => {
    const { reference, cancelOne } = await startTelling(name);
    const { url } = await startReceiver((response) => response.writeHead(500).end());
    await reference.webhooks.add(url, { secret: webhookSecret });
    await reference.clock.stop();
    await cancelOne();
    const before = await reference.clock.now();

    await expect(reference.clock.advance('3000000d')).rejects.toThrow('Time ends with the year 9999');

    expect(await reference.clock.now()).toBe(before);
  });

  it("is accepted by the vendor's own library, at a URL", async () => {
    const { reference, cancelOne } = await startTelling(name);
    const { url, received } = await startReceiver();
    await reference.webhooks.add(url, { secret: webhookSecret });

    const id = await cancelOne();

    await expect.poll(() => received.length).toBe(1);
    const [{ body, headers, event } = expect.fail()] = received;
    const constructed = verify[name](body, (header) => String(headers[header] ?? ''), webhookSecret);
    expect(constructed).toEqual(event);
    expect(event).toMatchObject({ type: canceled[name], data: { object: { id, status: 'canceled' } } });
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(() => verify[name](`${body} `, (header) => String(headers[header] ?? ''), webhookSecret)).toThrow();
    expect(() => verify[name](body, (header) => String(headers[header] ?? ''), otherSecret)).toThrow();
  });

  it("is accepted by the vendor's own library, at a function", async () => {
    const { reference, cancelOne } = await startTelling(name);
    const { told, receive } = telling(200);
    await reference.webhooks.add(receive, { secret: webhookSecret });

    await cancelOne();

    await expect.poll(() => told.length).toBe(1);
    const [one = expect.fail()] = told;
    expect(verifyTold(name, one)).toEqual(one.event);
  });

  it('shows the intent as it was answered', async () => {
    const { reference, cancel } = await startTelling(name);
    const { told, receive } = telling(200);
    await reference.webhooks.add(receive, { secret: webhookSecret });
    const { id } = await reference.createIntent({ status: 'requires_capture' });

    const answer = await cancel(id);

    await expect.poll(() => told.length).toBe(1);
    expect(told[0]?.event.data.object).toEqual(answer);
    expect(told[0]?.event.request?.id).toBe(reference.requests.all().at(-1)?.requestId);
  });

  it('is signed with each of two secrets', async () => {
    const { reference, cancelOne } = await startTelling(name);
    const { told, receive } = telling(200);
    await reference.webhooks.add(receive, { secret: [otherSecret, webhookSecret] });

    await cancelOne();

    await expect.poll(() => told.length).toBe(1);
    const [one = expect.fail()] = told;
    expect(verifyTold(name, one, webhookSecret)).toEqual(one.event);
    expect(verifyTold(name, one, otherSecret)).toEqual(one.event);
  });

  it('has the same id and body on every attempt, and is signed again with the time of the attempt', async () => {
    const { reference, cancelOne } = await startTelling(name);
    const { told, receive } = telling(500, 500, 200);
    await reference.webhooks.add(receive, { secret: webhookSecret });
    await reference.clock.stop();
    await cancelOne();

    await reference.clock.advance('6h');

    expect(told).toHaveLength(3);
    expect(new Set(told.map(({ event }) => event.id)).size).toBe(1);
    expect(new Set(told.map(({ body }) => body)).size).toBe(1);
    expect(new Set(told.map(({ headers }) => headers.get('webhook-id') ?? 'none')).size).toBe(1);
    const signatures = told.map(({ headers }) => headers.get('stripe-signature') ?? headers.get('webhook-signature'));
    expect(new Set(signatures).size).toBe(3);
    expect(new Set(told.map(timeOf)).size).toBe(3);
  });

  it('goes out to every endpoint that wants such events, and to no other', async () => {
    const { reference, cancelOne } = await startTelling(name);
    const [all, some] = [telling(200), telling(200)];
    await reference.webhooks.add(all.receive, { secret: webhookSecret });
    await reference.webhooks.add(some.receive, { secret: webhookSecret, types: [canceled[name]] });
    const { other } = reference.keys as { other: string };
    const others = telling(200);
    await reference.webhooks.add(others.receive, { secret: webhookSecret, key: other });

    const mine = await cancelOne();
    const foreign = await cancelOne(other);

    const ids = ({ told }: typeof all) => told.map(({ event }) => event.data.object.id);
    await expect.poll(() => [ids(all), ids(some), ids(others)]).toEqual([[mine], [mine], [foreign]]);
    await reference.clock.advance('1d');
    expect([ids(all), ids(some), ids(others)]).toEqual([[mine], [mine], [foreign]]);
  });

  it('goes out in the order in which fifty cancels at once were committed', async () => {
    const { reference, cancel } = await startTelling(name);
    const { url, received } = await startReceiver();
    await reference.webhooks.add(url, { secret: webhookSecret });
    const made = await Promise.all(
      Array.from({ length: 50 }, () => reference.createIntent({ status: 'requires_capture' })),
    );

    await Promise.all(made.map(({ id }) => cancel(id)));

    await expect.poll(() => received.length).toBe(50);
    const committed = (await reference.events.list()).map(({ id }) => id).reverse();
    expect(received.map(({ event }) => event.id)).toEqual(committed);
  });

  it('is not held up by the retry of another, whose receiver does not answer', async () => {
    const { reference, cancelOne } = await startTelling(name);
    const waiting: (() => void)[] = [];
    const { url, received } = await startReceiver((response, { event }, count) => {
      if (count === 1) response.writeHead(500).end();
      else if (event.id === received[0]?.event.id) waiting.push(() => response.writeHead(200).end());
      else response.writeHead(200).end();
    });
    await reference.webhooks.add(url, { secret: webhookSecret });
    const stuck = await cancelOne();
    await expect.poll(() => received.length).toBe(1);
    const advanced = reference.clock.advance('5m');
    await expect.poll(() => waiting.length).toBe(1);

    const next = await cancelOne();

    await expect.poll(() => received.map(({ event }) => event.data.object.id)).toEqual([stuck, stuck, next]);
    for (const answer of waiting) answer();
    await advanced;
  });
});

describe('the endpoints of a reference', () => {
  it('are listed without their secrets, and follow the new declaration when they are added again', async () => {
    const { reference, cancelOne } = await startTelling('stripe');
    const { url, received } = await startReceiver();
    const first = await reference.webhooks.add(`${url}?token=1`, { secret: webhookSecret, types: ['charge.expired'] });
    await cancelOne();

    const second = await reference.webhooks.add(`${url}?token=1`, { secret: otherSecret });
    await cancelOne();

    await expect.poll(() => received.length).toBe(1);
    expect(second).toEqual({ ...first, types: null });
    expect(await reference.webhooks.list()).toEqual([
      { id: expect.stringMatching(/^we_/), url: `${url}?token=1`, types: null, status: 'enabled' },
    ]);
    const [{ body, headers } = expect.fail()] = received;
    expect(verify.stripe(body, (header) => String(headers[header]), otherSecret)).toMatchObject({ object: 'event' });
  });

  it('follow the new declaration while a delivery is under way', async () => {
    const { reference, cancelOne } = await startTelling('stripe');
    const waiting: (() => void)[] = [];
    const { url, received } = await startReceiver((response, _, count) => {
      const answer = () => response.writeHead(200).end();
      if (count === 1) waiting.push(answer);
      else answer();
    });
    await reference.webhooks.add(url, { secret: webhookSecret });
    await cancelOne();
    await expect.poll(() => waiting.length).toBe(1);

    await reference.webhooks.add(url, { secret: otherSecret });
    await cancelOne();
    waiting[0]?.();

    await expect.poll(() => received.length).toBe(2);
    const [, { body, headers } = expect.fail()] = received;
    expect(verify.stripe(body, (header) => String(headers[header]), otherSecret)).toMatchObject({ object: 'event' });
  });

  it('get nothing any more when they are removed, not even what was under way', async () => {
    const { reference, cancelOne } = await startTelling('stripe');
    const { url, received } = await startReceiver(() => undefined);
    const { id } = await reference.webhooks.add(url, { secret: webhookSecret });
    await cancelOne();
    await cancelOne();
    await expect.poll(() => received.length).toBe(1);

    const since = performance.now();
    await reference.webhooks.remove(id);
    expect(performance.now() - since).toBeLessThan(2_000);
    await cancelOne();
    await reference.clock.advance('3d');

    expect(received).toHaveLength(1);
    expect(await reference.webhooks.list()).toEqual([]);
    await expect(reference.webhooks.remove(id)).rejects.toThrow(`no endpoint ${id}; webhooks.list() lists them.`);
  });

  it.each([
    ['ftp://127.0.0.1/', {}, /must be an http: or https: URL/],
    ['nowhere', {}, /A webhook is \{ url, secret, types\?, timeout\? \}/],
    ['https://shop.example/webhooks', {}, /would leave this machine for shop\.example; allow that with/],
    ['http://localhost.example.com/', {}, /would leave this machine/],
    ['http://name:password@127.0.0.1/', {}, /must have no name and no password/],
    ['http://127.0.0.1/', { secret: 'tattletale' }, /^A secret is whsec_ and up to 500/],
    ['http://127.0.0.1/', { secret: [] }, /A webhook is/],
    [
      'http://127.0.0.1/',
      { types: ['payment_intent.updated'] },
      /There are no events of the type payment_intent\.updated/,
    ],
    ['http://127.0.0.1/', { types: [] }, /A webhook is/],
    ['http://127.0.0.1/', { timeout: 0 }, /A webhook is/],
    ['http://127.0.0.1/', { timeout: 60_001 }, /A webhook is/],
    ['http://127.0.0.1/', { retries: 3 }, /retries/],
    ['http://127.0.0.1/', { key: 'sk_test_nobody' }, /no such key/],
  ])('can’t be %s with %j', async (url, options, message) => {
    const { reference } = await startTelling('stripe');

    const added = reference.webhooks.add(url, { secret: webhookSecret, ...options });

    await expect(added).rejects.toThrow(message);
    await expect(added).rejects.toBeInstanceOf(TypeError);
    await expect(added).rejects.not.toThrow('tattletale');
    expect(await reference.webhooks.list()).toEqual([]);
  });

  it('may be those of another machine when that is allowed', async () => {
    const { reference } = await startTelling('stripe', { allowRemoteWebhooks: true });

    const { url } = await reference.webhooks.add('https://shop.example/webhooks', { secret: webhookSecret });

    expect(url).toBe('https://shop.example/webhooks');
  });

  it('of Chargefy take a secret with its own prefix', async () => {
    const { reference, cancelOne } = await startTelling('chargefy');
    const { told, receive } = telling(200);
    const secret = webhookSecret.replace('whsec_', 'chargefy_whs_');
    await reference.webhooks.add(receive, { secret });

    await cancelOne();

    await expect.poll(() => told.length).toBe(1);
    const [one = expect.fail()] = told;
    expect(verifyTold('chargefy', one, secret)).toEqual(one.event);
  });

  it('are kept by a reset, which forgets what was to be delivered', async () => {
    const { reference, cancelOne } = await startTelling('stripe');
    const { told, receive } = telling(500, 200);
    await reference.webhooks.add(receive, { secret: webhookSecret });
    await cancelOne();
    await expect.poll(() => told.length).toBe(1);

    await reference.reset();
    expect(await reference.events.list()).toEqual([]);
    await reference.clock.advance('3d');
    expect(told).toHaveLength(1);

    const id = await cancelOne();
    await expect.poll(() => told.map(({ event }) => event.data.object.id)).toEqual([expect.any(String), id]);
  });
});

describe('closing a reference', () => {
  it.each([
    ['a URL', async () => (await startReceiver(() => undefined)).url],
    ['a function', async () => () => new Promise<Response>(() => undefined)],
  ])('does not wait for %s that does not answer', async (_, open) => {
    const { reference, cancelOne } = await startTelling('stripe');
    await reference.webhooks.add(await open(), { secret: webhookSecret });
    await cancelOne();
    const moving = reference.clock.advance('1h').catch(() => undefined);

    const since = performance.now();
    await reference.close();
    await moving;

    expect(performance.now() - since).toBeLessThan(2_000);
  });
});
