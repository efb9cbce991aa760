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

  it('says what it can’t do, and how it can', async () => {
    const { reference } = await startStripe();

    await expect(startReference('adyen' as 'stripe')).rejects.toThrow(
      'no dialect adyen; known are stripe and chargefy',
    );
    await expect(startReference('stripe', { port: 1 } as object)).rejects.toThrow('no option port');
    await expect(startReference('stripe', { database: 'mysql://root@db' })).rejects.toThrow('use file:PATH, memory:');
    await expect(reference.createIntent({ status: 'open' as 'canceled' })).rejects.toThrow('status must be');
    await expect(reference.createIntent({ status: 'canceled' }, { key: 'sk_test_none' })).rejects.toThrow(
      'no such key',
    );
  });
});

const bearer = (secret: string) => ({ headers: { Authorization: `Bearer ${secret}` } });
