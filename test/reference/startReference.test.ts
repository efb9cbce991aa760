import { setImmediate as nextTurn } from 'node:timers/promises';
import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient } from '../../src/client/stripe.js';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';

async function startStripe() {
  const reference = await startReference('stripe');
  onTestFinished(() => reference.close());
  const stripe = new Stripe(reference.keys.secret, {
    httpClient: Stripe.createFetchHttpClient(reference.fetch),
    maxNetworkRetries: 2,
  });
  return { reference, stripe };
}

describe('a reference', () => {
  it('is Stripe to the official SDK, without a port', async () => {
    const { reference, stripe } = await startStripe();
    const hold = await reference.createIntent({ status: 'requires_capture', amount: 2000 });

    const canceled = await stripe.paymentIntents.cancel(hold.id, { cancellation_reason: 'abandoned' });

    expect(canceled).toMatchObject({ id: hold.id, status: 'canceled', cancellation_reason: 'abandoned' });
    expect(await reference.intents()).toMatchObject([{ id: hold.id, status: 'canceled', amount_capturable: 0 }]);
  });

  it('is found by the clients, on the vendor’s own host', async () => {
    const { reference } = await startStripe();
    const { id } = await reference.createIntent({ status: 'requires_capture' });
    const { fetch, keys } = reference;
    const other = await startReference('chargefy');
    onTestFinished(() => other.close());
    const intent = await other.createIntent({ status: 'pending' });

    expect(await createStripeClient({ apiKey: keys.secret, fetch }).cancel(id)).toMatchObject({
      data: { id, status: 'canceled' },
    });
    const client = createChargefyClient({ apiKey: other.keys.secret, fetch: other.fetch });
    expect(await client.cancel(intent.id)).toMatchObject({ data: { id: intent.id, status: 'canceled' } });
  });

  it('loses an answer that is declared to be lost, and the SDK gets the replay', async () => {
    const { reference, stripe } = await startStripe();
    const hold = await reference.createIntent({ status: 'requires_capture', amount: 2000 });
    reference.faults.add({ on: 'cancelPaymentIntent', drop: 'after_commit' });

    const canceled = await stripe.paymentIntents.cancel(hold.id);

    expect(canceled.status).toBe('canceled');
    expect(reference.requests.of('cancelPaymentIntent')).toMatchObject([
      { id: hold.id, status: null, replayed: false, fault: 'drop after_commit', account: 'acct_reference' },
      { id: hold.id, status: 200, replayed: true, fault: null },
    ]);
    expect(reference.faults.pending()).toEqual([]);
  });

  it('does not see what is in another', async () => {
    const [{ reference: one }, { reference: two }] = [await startStripe(), await startStripe()];
    const { id } = await one.createIntent({ status: 'requires_capture' });

    expect(await two.intents()).toEqual([]);
    expect((await two.fetch(`http://any.example/v1/payment_intents/${id}`, bearer(two.keys.secret))).status).toBe(404);
    expect(one.requests.all()).toEqual([]);
    expect(two.requests.all()).toMatchObject([{ operation: 'retrievePaymentIntent', id, status: 404 }]);
  });

  it('does not see what is in a hundred others', { timeout: 60_000 }, async () => {
    const references = await Promise.all(Array.from({ length: 100 }, () => startReference('chargefy')));
    onTestFinished(async () => {
      await Promise.all(references.map(({ close }) => close()));
    });
    await Promise.all(references.map(({ createIntent }) => createIntent({ status: 'pending', id: 'pi_1' })));
    const client = createChargefyClient({ apiKey: 'ch_test_reference', fetch: references[50]?.fetch ?? fetch });

    await client.cancel('pi_1');

    const found = await Promise.all(references.map(({ intents }) => intents()));
    expect(found.map(([intent]) => intent?.status === 'canceled').filter(Boolean)).toHaveLength(1);
    expect(found[50]).toMatchObject([{ id: 'pi_1', status: 'canceled' }]);
    expect(references.map(({ requests }) => requests.all().length).reduce((sum, count) => sum + count)).toBe(1);
  });

  it('keeps the intents of its keys apart', async () => {
    const { reference } = await startStripe();
    const { keys } = reference;
    await reference.createIntent({ status: 'requires_capture', id: 'pi_mine' });
    await reference.createIntent({ status: 'requires_capture', id: 'pi_live' }, { key: keys.live });
    await reference.createIntent({ status: 'requires_capture', id: 'pi_other' }, { key: keys.other });

    const idsOf = async (key: string) => (await reference.intents({ key })).map(({ id }) => id);

    expect(await Promise.all([keys.secret, keys.live, keys.other].map(idsOf))).toEqual([
      ['pi_mine'],
      ['pi_live'],
      ['pi_other'],
    ]);
  });

  it('listens on a port as well', async () => {
    const { reference } = await startStripe();
    const { id } = await reference.createIntent({ status: 'requires_capture' });

    const url = await reference.listen();

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await reference.listen()).toBe(url);
    expect((await fetch(`${url}/v1/payment_intents/${id}`, bearer(reference.keys.secret))).status).toBe(200);
  });

  it('is empty after a reset, and goes on', async () => {
    const { reference, stripe } = await startStripe();
    const { id } = await reference.createIntent({ status: 'requires_capture', id: 'pi_1' });
    await stripe.paymentIntents.cancel(id, {}, { idempotencyKey: 'key' });
    reference.faults.add({ on: 'cancelPaymentIntent', answer: 'RateLimited' });

    await reference.reset();

    expect(await reference.intents()).toEqual([]);
    expect([reference.requests.all(), reference.faults.pending()]).toEqual([[], []]);
    await reference.createIntent({ status: 'requires_capture', id: 'pi_1' });
    await stripe.paymentIntents.cancel(id, {}, { idempotencyKey: 'key' });
    expect(reference.requests.all()).toMatchObject([{ status: 200, idempotencyKey: 'key', replayed: false }]);
  });

  it('refuses every request and call after it was closed', async () => {
    const { reference } = await startStripe();
    await reference.close();

    const answer = reference.fetch('http://localhost/v1/payment_intents/pi_1');

    await expect(answer).rejects.toThrow(TypeError);
    await expect(answer).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const closed = new TypeError('The reference is closed; start another one.');
    await expect(reference.createIntent({ status: 'requires_capture' })).rejects.toThrow(closed);
    await expect(reference.intents()).rejects.toThrow(closed);
    await expect(reference.listen()).rejects.toThrow(closed);
    await expect(reference.reset()).rejects.toThrow(closed);
    await expect(reference.close()).resolves.toBeUndefined();
  });

  it('makes no intent for a key that owns none', async () => {
    const { reference } = await startStripe();
    const { publishable: key } = reference.keys;

    const problem = new TypeError('A publishable key owns no intents; give a secret one.');
    await expect(reference.createIntent({ status: 'requires_capture' }, { key })).rejects.toThrow(problem);
    await expect(reference.intents({ key })).rejects.toThrow(problem);
  });

  it.each([
    ['reset', (reference) => reference.reset()],
    ['close', (reference) => reference.close()],
  ] as [string, (reference: Reference<'stripe'>) => Promise<void>][])(
    'does not wait on %s for an answer that never comes, and waits for one that does',
    async (_, end) => {
      const { reference } = await startStripe();
      const { keys, faults } = reference;
      const [never, late] = [
        await reference.createIntent({ status: 'requires_capture' }),
        await reference.createIntent({ status: 'requires_capture' }),
      ];
      faults.add({ on: 'cancelPaymentIntent', id: never.id, delay: 'forever' });
      const cancel = (id: string) =>
        reference.fetch(`http://localhost/v1/payment_intents/${id}/cancel`, { method: 'POST', ...bearer(keys.secret) });

      const lost = cancel(never.id).catch((error) => error);
      await expect.poll(() => faults.pending()).toEqual([]);
      const answered = cancel(late.id);
      await end(reference);

      expect(await lost).toMatchObject({ code: 'ECONNRESET' });
      expect((await answered).status).toBe(200);
    },
  );

  it('is empty after a reset that overtakes the cancels of callers who have left', async () => {
    const { reference } = await startStripe();
    const { secret } = reference.keys;
    const ids = Array.from({ length: 20 }, (_, index) => `pi_${index}`);

    for (const [index, id] of ids.entries()) {
      await reference.createIntent({ status: 'requires_capture', id });
      const leaving = new AbortController();
      const init = { ...bearer(secret), method: 'POST', signal: leaving.signal };
      const left = reference.fetch(`http://any.example/v1/payment_intents/${id}/cancel`, init).catch(() => undefined);
      for (let turn = 0; turn < index % 10; turn += 1) await nextTurn();
      leaving.abort();
      await left;
      await reference.reset();
      for (let turn = 0; turn < 10; turn += 1) await nextTurn();
      expect(reference.requests.all()).toEqual([]);
    }
  });

  it.each<[string, string, unknown, string]>([
    ['a dialect', 'adyen', {}, 'There is no dialect adyen; known are stripe and chargefy.'],
    ['a dialect of JavaScript’s', '__proto__', {}, 'There is no dialect __proto__; known are stripe and chargefy.'],
    ['an invalid permission', 'stripe', { allowRemoteWebhooks: 'no' }, 'allowRemoteWebhooks must be true or false.'],
    [
      'an option',
      'stripe',
      { databse: 'memory:' },
      'There is no option databse; known are database, allowRemoteWebhooks.',
    ],
    ['invalid options', 'stripe', 'memory:', 'Options must be an object, such as { database: … }.'],
    ['options that are null', 'stripe', null, 'Options must be an object, such as { database: … }.'],
    ...['mysql://root:pass@db', './intents.db', '', 5, null].map((database): [string, string, unknown, string] => [
      `the database ${database}`,
      'stripe',
      { database },
      'The database has an unknown form; use file:PATH, memory: or postgres://USER:PASSWORD@HOST/DATABASE.',
    ]),
  ])('does not start with %s that it does not know', async (_, name, options, sentence) => {
    await expect(startReference(name as 'stripe', options as object)).rejects.toThrow(new TypeError(sentence));
  });

  it.each<[string, (reference: Reference<'stripe'>, wrong: never) => Promise<unknown>, unknown, string]>([
    [
      'a fixture',
      (reference, wrong) => reference.createIntent(wrong),
      undefined,
      'A fixture must be an object, such as { "status": "requires_capture" }.',
    ],
    ['a fixture', (reference, wrong) => reference.createIntent(wrong), { status: 'open' }, 'status must be equal to'],
    [
      'a fixture',
      (reference, wrong) => reference.createIntent(wrong),
      { status: 'canceled', reason: 'abandoned' },
      'additional properties: reason; known are status, id, ',
    ],
    ...[
      (reference: Reference<'stripe'>, wrong: never) => reference.createIntent({ status: 'canceled' }, wrong),
      (reference: Reference<'stripe'>, wrong: never) => reference.intents(wrong),
    ].flatMap((act): [string, typeof act, unknown, string][] => [
      ['a key', act, { key: 'sk_test_none' }, 'no such key; its keys are sk_test_reference, '],
      ['a key of another type', act, { key: 5 }, 'no such key; its keys are sk_test_reference, '],
      ['an option', act, { kye: 'sk_live_reference' }, 'There is no option kye; known is key.'],
      ['a key without its name', act, 'sk_live_reference', 'Options must be an object, such as { key: … }.'],
      ['options that are null', act, null, 'Options must be an object, such as { key: … }.'],
    ]),
    ...['0', 'x', -1, 65_536, 1.5, Number.NaN, null].map(
      (port): [string, (reference: Reference<'stripe'>, wrong: never) => Promise<unknown>, unknown, string] => [
        `the port ${port}`,
        (reference, wrong) => reference.listen(wrong),
        { port },
        'The port must be a whole number from 0 to 65535; leave it out for a free one.',
      ],
    ),
    ['an option', (reference, wrong) => reference.listen(wrong), { prt: 4010 }, 'no option prt; known is port.'],
    ['a port without its name', (reference, wrong) => reference.listen(wrong), 4010, 'such as { port: … }.'],
  ])('refuses %s with the way to mend it, and does nothing', async (_, act, wrong, sentence) => {
    const { reference } = await startStripe();

    await expect(act(reference, wrong as never)).rejects.toThrow(TypeError);
    await expect(act(reference, wrong as never)).rejects.toThrow(sentence);
    expect(await reference.intents({ key: reference.keys.live })).toEqual([]);
    expect(await reference.intents()).toEqual([]);
  });

  it('does not listen on a second port', async () => {
    const { reference } = await startStripe();
    const { port } = new URL(await reference.listen());

    expect(await reference.listen({ port: Number(port) })).toMatch(/^http:/);
    await expect(reference.listen({ port: Number(port) - 1 })).rejects.toThrow(
      new TypeError(`The reference listens on port ${port} already; leave the port out, or start another one.`),
    );
  });
});

const bearer = (secret: string) => ({ headers: { Authorization: `Bearer ${secret}` } });
