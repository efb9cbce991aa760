import Stripe from 'stripe';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { type Changes, watchFile, watchPostgres } from '../support/changes.js';
import { sharePostgres } from '../support/postgresReference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const day = 86_400;
const postgres = sharePostgres();

/** A reference whose time stands still. */
async function startStripe(database: string) {
  const reference = await startReference('stripe', { database });
  onTestFinished(() => reference.close());
  const { clock } = reference;
  await clock.stop();
  const stripe = new Stripe(reference.keys.secret, {
    httpClient: Stripe.createFetchHttpClient(reference.fetch),
    maxNetworkRetries: 0,
  });
  const debit = (account: string) =>
    stripe.paymentIntents.create({
      amount: 2000,
      currency: 'usd',
      confirm: true,
      payment_method: `pm_usBankAccount_${account}`,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
  const find = (id: string) => stripe.paymentIntents.retrieve(id);
  const chargeOf = async (id: string) => stripe.charges.retrieve(String((await find(id)).latest_charge));
  return { reference, clock, stripe, debit, find, chargeOf, start: await clock.now() };
}

describe.each<[string, () => Promise<string>]>([
  ['in memory', async () => 'memory:'],
  ['in PostgreSQL', () => postgres().createDatabase()],
])('what time brings %s', (_, place) => {
  const setUp = async () => startStripe(await place());

  it('settles a debit after three days, to the second', async () => {
    const { clock, debit, find, chargeOf } = await setUp();
    const { id, status } = await debit('success');
    expect(status).toBe('processing');
    expect(await chargeOf(id)).toMatchObject({ status: 'pending', paid: false, captured: false });

    await clock.advance(3 * day * 1000 - 1000);
    expect((await find(id)).status).toBe('processing');
    await clock.advance('1s');

    expect(await find(id)).toMatchObject({ status: 'succeeded', amount_received: 2000, last_payment_error: null });
    expect(await chargeOf(id)).toMatchObject({ status: 'succeeded', paid: true, amount_captured: 2000 });
  });

  it('gives a debit that fails back to its customer, with the reason and without the payment method', async () => {
    const { clock, debit, find, chargeOf } = await setUp();
    const { id, latest_charge: charge, payment_method: method } = await debit('insufficientFunds');
    await clock.advance('3d');

    const failed = await find(id);

    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      amount_received: 0,
      payment_method: null,
      latest_charge: charge,
      processing: null,
      last_payment_error: { charge, payment_method: { id: method }, message: expect.any(String) },
    });
    expect(await chargeOf(id)).toMatchObject({ status: 'failed', paid: false, amount_captured: 0 });
  });

  it('lets what failed be tried again, and forgets why it failed', async () => {
    const { clock, stripe, debit, find } = await setUp();
    const { id } = await debit('accountClosed');
    await clock.advance('3d');
    expect((await find(id)).last_payment_error).not.toBeNull();

    const again = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_usBankAccount_success' });
    expect(again).toMatchObject({ status: 'processing', last_payment_error: null });
    await clock.advance('3d');

    expect(await find(id)).toMatchObject({ status: 'succeeded', amount_received: 2000, last_payment_error: null });
  });

  it('never ends a debit that goes on for ever', async () => {
    const { clock, stripe, debit, find } = await setUp();
    const { id } = await debit('processing');
    await clock.advance('365d');

    expect((await find(id)).status).toBe('processing');
    expect((await stripe.paymentIntents.cancel(id)).status).toBe('canceled');
  });

  it('does not end a debit at the time of an earlier one that failed', async () => {
    const { clock, stripe, debit, find } = await setUp();
    const { id } = await debit('insufficientFunds');
    await clock.advance('3d');
    await stripe.paymentIntents.confirm(id, { payment_method: 'pm_usBankAccount_processing' });
    await clock.advance('365d');

    expect((await find(id)).status).toBe('processing');
  });

  it('leaves a debit alone that was canceled in time', async () => {
    const { clock, stripe, debit, find, start } = await setUp();
    const { id } = await debit('success');
    await clock.advance(3 * day * 1000 - 1000);
    await stripe.paymentIntents.cancel(id);
    await clock.advance('30d');

    expect(await find(id)).toMatchObject({
      status: 'canceled',
      canceled_at: start + 3 * day - 1,
      amount_received: 0,
    });
  });

  it('settles the debit of a fixture too, also one that can not be stopped', async () => {
    const { reference, clock, stripe, find } = await setUp();
    const { id } = await reference.createIntent({ status: 'processing', processing_cancelable: false });
    await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    await clock.advance('3d');

    expect(await find(id)).toMatchObject({ status: 'succeeded', amount_received: 2000 });
  });

  it('expires a session at its time, and cancels the intent that is not finished', async () => {
    const { reference, clock, stripe, find } = await setUp();
    const { id } = await reference.createIntent({ status: 'requires_payment_method', checkout_session: 'cs_test_1' });
    const open = await stripe.checkout.sessions.retrieve('cs_test_1');
    expect(open).toMatchObject({ status: 'open', payment_intent: id });
    await clock.advance((open.expires_at - open.created) * 1000 - 1000);
    expect((await stripe.checkout.sessions.retrieve('cs_test_1')).status).toBe('open');
    await clock.advance('1s');

    expect(await stripe.checkout.sessions.retrieve('cs_test_1')).toMatchObject({ status: 'expired', url: null });
    expect(await find(id)).toMatchObject({
      status: 'canceled',
      canceled_at: open.expires_at,
      cancellation_reason: null,
    });
    await expect(stripe.checkout.sessions.expire('cs_test_1')).rejects.toThrow('status of `expired`');
  });

  it('expires a session when its fixture says', async () => {
    const { reference, clock, stripe, find } = await setUp();
    const expires_at = (await clock.now()) + 90;
    const checkout_session = 'cs_test_1';
    const { id } = await reference.createIntent({ status: 'requires_confirmation', checkout_session, expires_at });
    await clock.advance('89s');
    expect(await stripe.checkout.sessions.retrieve(checkout_session)).toMatchObject({ status: 'open', expires_at });
    await clock.advance('1s');

    expect((await stripe.checkout.sessions.retrieve(checkout_session)).status).toBe('expired');
    expect(await find(id)).toMatchObject({ status: 'canceled', canceled_at: expires_at });
  });

  it.each(['succeeded', 'requires_capture', 'processing'] as const)(
    'leaves a session alone whose customer has paid: %s',
    async (status) => {
      const { reference, clock, stripe, find } = await setUp();
      const { id } = await reference.createIntent({ status, checkout_session: 'cs_test_1' });
      await clock.advance('2d');

      expect((await stripe.checkout.sessions.retrieve('cs_test_1')).status).toBe('complete');
      expect((await find(id)).status).toBe(status);
    },
  );

  it('happens once when a debit is canceled as it is due', async () => {
    const { reference, clock, stripe, debit, find } = await setUp();
    for (let round = 0; round < 5; round += 1) {
      const { id } = await debit('success');
      await clock.advance(3 * day * 1000 - 1000);

      const [canceled] = await Promise.allSettled([stripe.paymentIntents.cancel(id), clock.advance('1s')]);

      const { status, amount_received: received } = await find(id);
      expect([status, received]).toEqual(canceled.status === 'fulfilled' ? ['canceled', 0] : ['succeeded', 2000]);
    }
    expect(reference.requests.of('cancelPaymentIntent')).toHaveLength(5);
  });
});

describe.each<[string, () => Promise<string>, (database: string) => Promise<Changes>]>([
  [
    'in a file',
    async () => `file:${temporaryDirectory()}/intents.db`,
    (database) => watchFile(database.replace('file:', '')),
  ],
  ['in PostgreSQL', () => postgres().createDatabase(), watchPostgres],
])('what is due at once %s', (_, place, watch) => {
  it('happens in the order of the deadlines, of every kind', async () => {
    const database = await place();
    const { reference, clock, debit, start } = await startStripe(database);
    const made = async (fixture: Parameters<typeof reference.createIntent>[0]) =>
      (await reference.createIntent(fixture)).id;
    const hold = await made({ status: 'requires_capture' });
    await clock.advance('5d');
    const failing = (await debit('insufficientFunds')).id;
    const soon = await made({ status: 'requires_capture', capture_before: start + 6.5 * day });
    const session = await made({ status: 'requires_confirmation', checkout_session: 'cs_test_1' });
    const late = await made({ status: 'requires_capture', capture_before: start + 9 * day });
    await clock.advance('1h');
    const settling = (await debit('success')).id;
    const changes = await watch(database);

    await clock.advance('5d');

    expect(await changes()).toEqual([session, soon, hold, failing, settling, late]);
    expect((await reference.intents()).map(({ id, status, canceled_at }) => [id, status, canceled_at])).toEqual([
      [session, 'canceled', start + 6 * day],
      [soon, 'canceled', start + 6.5 * day],
      [hold, 'canceled', start + 7 * day],
      [failing, 'requires_payment_method', null],
      [settling, 'succeeded', null],
      [late, 'canceled', start + 9 * day],
    ]);
  });
});
