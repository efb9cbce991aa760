import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { refusalOf, retryAtOnce } from '../support/sdk.js';
import { open } from './open.js';
import { openShop } from './shop.js';

const card = 'pm_card_visa';

/** A shop that reaches its Stripe over the network, as it would in production. */
async function start() {
  const { reference } = await open();
  const { hostname, port } = new URL(await reference.listen());
  const stripe = new Stripe(reference.keys.secret, { host: hostname, port, protocol: 'http', telemetry: false });
  retryAtOnce(stripe);
  const shop = openShop(stripe);
  const expectAgreement = async () => expect(await shop.statement()).toEqual(shop.books());
  return { reference, stripe, shop, expectAgreement };
}

describe('a shop', () => {
  it('collects what leaves the warehouse, and releases what the customer has canceled', async () => {
    const { shop, stripe, expectAgreement } = await start();
    await shop.place('A1', 2_000, card);
    await shop.place('A2', 3_000, card);
    expect(await shop.place('A3', 4_000, 'pm_card_chargeDeclined')).toMatchObject({ state: 'declined', collected: 0 });

    expect(await shop.ship('A1', 1_500)).toMatchObject({ state: 'shipped', collected: 1_500 });
    const { payment } = await shop.cancel('A2');
    expect(await shop.cancel('A3')).toMatchObject({ state: 'canceled' });

    await expectAgreement();
    const { latest_charge: charge } = await stripe.paymentIntents.retrieve(payment);
    expect(await stripe.charges.retrieve(String(charge))).toMatchObject({ captured: false, amount_captured: 0 });
  });

  it('knows who was first when customer and warehouse act at once', async () => {
    const { shop, stripe, expectAgreement } = await start();
    const numbers = Array.from({ length: 24 }, (_, index) => `R${index}`);
    for (const number of numbers) await shop.place(number, 2_000, card);

    const seen = await Promise.all(
      numbers.map(async (number, index) => {
        const acts = [() => shop.ship(number), () => shop.cancel(number)];
        return Promise.all((index % 2 === 0 ? acts : acts.reverse()).map((act) => act()));
      }),
    );

    for (const [one, other] of seen) expect(one).toEqual(other);
    for (const { number, payment, state, collected } of shop.books()) {
      expect({ shipped: 2_000, canceled: 0 }, number).toHaveProperty(state, collected);
      const { latest_charge: id, ...intent } = await stripe.paymentIntents.retrieve(payment);
      expect(intent).toMatchObject({ amount_capturable: 0, amount_received: collected });
      const charge = await stripe.charges.retrieve(String(id));
      expect(charge).toMatchObject({ captured: state === 'shipped', amount_captured: collected });
    }
    await expectAgreement();
  });

  it('takes money once although every answer was lost', async () => {
    const { shop, reference, stripe, expectAgreement } = await start();
    const lost = ['createPaymentIntent', 'confirmPaymentIntent', 'capturePaymentIntent', 'cancelPaymentIntent'];
    for (const on of lost) reference.faults.add({ on, drop: 'after_commit' });

    await shop.place('L1', 2_000, card);
    expect(await shop.ship('L1')).toMatchObject({ state: 'shipped', collected: 2_000 });
    await shop.place('L2', 2_000, card);
    expect(await shop.cancel('L2')).toMatchObject({ state: 'canceled', collected: 0 });

    expect(reference.faults.pending()).toEqual([]);
    expect(await shop.statement()).toHaveLength(2);
    await expectAgreement();
    expect(shop.book('L1')).toEqual(await shop.ship('L1'));
    const { payment } = await shop.lookAfter('L1');
    expect(await refusalOf(stripe.paymentIntents.cancel(payment))).toMatchObject({ statusCode: 400 });
  });

  it('takes a declined card once although the answer was lost', async () => {
    const { shop, reference, expectAgreement } = await start();
    reference.faults.add({ on: 'confirmPaymentIntent', drop: 'after_commit' });

    const placed = await shop.place('D1', 2_000, 'pm_card_chargeDeclinedInsufficientFunds');

    expect(placed).toMatchObject({ state: 'declined', collected: 0 });
    expect(reference.requests.of('confirmPaymentIntent')).toHaveLength(2);
    await expectAgreement();
  });

  it('ends an order whose customer never came back from the checkout', async () => {
    const { shop, reference, stripe, expectAgreement } = await start();
    const session = 'cs_test_left';
    await reference.createIntent({
      status: 'requires_payment_method',
      checkout_session: session,
      metadata: { order: 'C1' },
    });
    const { payment } = await shop.sendToCheckout('C1', session);
    const error = await refusalOf(stripe.paymentIntents.cancel(payment));
    expect(error.message).toContain('Try expiring the Checkout Session instead.');

    await reference.clock.advance('23h');
    expect(await stripe.checkout.sessions.retrieve(session)).toMatchObject({ status: 'open' });
    await reference.clock.advance('1h');

    expect(await stripe.checkout.sessions.retrieve(session)).toMatchObject({ status: 'expired', url: null });
    expect(await shop.lookAfter('C1')).toMatchObject({ state: 'canceled', collected: 0 });
    expect(await refusalOf(stripe.checkout.sessions.expire(session))).toMatchObject({ statusCode: 400 });
    await expectAgreement();
  });

  it('loses a hold that it has forgotten for a week, and learns it when it ships', async () => {
    const { shop, reference, expectAgreement } = await start();
    await shop.place('H1', 2_000, card);

    await reference.clock.advance('7d');

    expect(await shop.ship('H1')).toMatchObject({ state: 'canceled', collected: 0 });
    expect(await shop.cancel('H1')).toMatchObject({ state: 'canceled', collected: 0 });
    await expectAgreement();
  });
});
