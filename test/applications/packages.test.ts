import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../support/sdk.js';
import { expectUnserved, open, replayed, untyped } from './open.js';

type Creation = Stripe.PaymentIntentCreateParams;
type Update = Stripe.PaymentIntentUpdateParams;

describe('a shop on the official package', () => {
  it.each<[string, string | undefined, object]>([
    ['of today', undefined, { automatic_payment_methods: { enabled: true } }],
    ['of 2024 that takes cards', '2024-06-20', { payment_method_types: ['card'] }],
    ['of 2022 that says nothing', '2022-11-15', {}],
  ])('gives a secret to its page, and cancels the order: %s', async (_shop, version, more) => {
    const { connect } = await open();
    const stripe = connect(version);

    const created = await stripe.paymentIntents.create(
      untyped<Creation>({ amount: 2_000, currency: 'usd', metadata: { order_id: '6735' }, ...more }),
    );
    expect(created).toMatchObject({
      status: 'requires_payment_method',
      client_secret: expect.stringMatching(`^${created.id}_secret_\\w{25}$`),
      metadata: { order_id: '6735' },
      payment_method_types: ['card'],
    });
    expect(await stripe.paymentIntents.retrieve(created.id)).toEqual(created);

    expect(await stripe.paymentIntents.cancel(created.id)).toMatchObject({ id: created.id, status: 'canceled' });
  });

  it('of today that still names payment method types is told that they are gone, and makes nothing', async () => {
    const { connect, reference } = await open();
    const params = untyped<Creation>({ amount: 2_000, currency: 'usd', payment_method_types: ['card'] });

    const error = await refusalOf(connect().paymentIntents.create(params));

    const code = 'payment_method_types_no_longer_supported';
    expect(error).toMatchObject({ statusCode: 400, code, param: 'payment_method_types' });
    expect(await reference.intents()).toEqual([]);
  });
});

describe('Medusa', () => {
  const version = '2024-04-10';

  it('creates, updates, authorizes, captures and asks for a refund, which is not served', async () => {
    const { connect } = await open();
    const stripe = connect(version);
    const { id } = await stripe.paymentIntents.create(
      {
        amount: 2_000,
        currency: 'eur',
        metadata: { session_id: 'payses_1' },
        description: 'An order',
        capture_method: 'manual',
        setup_future_usage: 'off_session',
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        payment_method: 'pm_card_visa',
        confirm: true,
        return_url: 'https://shop.example/return',
        off_session: false,
      },
      { idempotencyKey: 'payses_1' },
    );

    const capture = () => stripe.paymentIntents.capture(id, undefined, { idempotencyKey: 'capture_1' });
    expect(await capture()).toMatchObject({ status: 'succeeded', amount_received: 2_000 });
    expect(replayed(await capture())).toBe(true);
    const again = await refusalOf(stripe.paymentIntents.capture(id));
    // What it takes for a success.
    expect(again).toMatchObject({
      code: 'payment_intent_unexpected_state',
      payment_intent: { id, status: 'succeeded' },
    });
    const refund = stripe.refunds.create({ amount: 500, payment_intent: id });
    await expectUnserved(refund, 'POST /v1/refunds');
  });

  it('updates the amount, cancels, and takes the second refusal for a success', async () => {
    const { connect } = await open();
    const stripe = connect(version);
    const params = { amount: 2_000, currency: 'eur', metadata: { session_id: 'payses_2' }, capture_method: 'manual' };
    const { id } = await stripe.paymentIntents.create(params as Creation, { idempotencyKey: 'payses_2' });

    expect(await stripe.paymentIntents.update(id, { amount: 2_500 })).toMatchObject({ id, amount: 2_500 });
    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled', amount: 2_500 });
    expect(await refusalOf(stripe.paymentIntents.cancel(id))).toMatchObject({
      statusCode: 400,
      payment_intent: { id, status: 'canceled' },
    });
  });

  it('passes its options where packages since 22 expect parameters, and is told of the unknown one', async () => {
    const { connect } = await open();
    const stripe = connect(version);
    const { id } = await stripe.paymentIntents.create({ amount: 2_000, currency: 'eur' });

    const options = { idempotencyKey: 'cancel_1' };
    const error = await refusalOf(stripe.paymentIntents.cancel(id, untyped<Stripe.PaymentIntentCancelParams>(options)));

    expect(error).toMatchObject({ code: 'parameter_unknown', param: 'idempotencyKey', payment_intent: { id } });
    expect(await stripe.paymentIntents.cancel(id, {}, options)).toMatchObject({ id, status: 'canceled' });
  });
});

describe('Saleor', () => {
  const version = '2020-08-27';

  it('asks for webhook endpoints and customers, which are not served', async () => {
    const { connect } = await open();
    const stripe = connect(version);
    await expectUnserved(stripe.webhookEndpoints.list(), 'GET /v1/webhook_endpoints');
    await expectUnserved(stripe.customers.create({ email: 'jo@example.com' }), 'POST /v1/customers');
  });

  it('holds a saved card with the customer present, and voids', async () => {
    const { connect, reference } = await open();
    const stripe = connect(version);
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });

    const created = await stripe.paymentIntents.create(
      untyped<Creation>({
        amount: 2_000,
        currency: 'usd',
        capture_method: 'manual',
        customer: 'cus_1',
        payment_method: 'pm_saved',
        off_session: false,
        metadata: { channel: 'default' },
        payment_method_types: ['card'],
        receipt_email: 'jo@example.com',
      }),
    );
    expect(created).toMatchObject({ status: 'requires_confirmation', customer: 'cus_1', payment_method: 'pm_saved' });

    expect(await stripe.paymentIntents.cancel(created.id)).toMatchObject({ status: 'canceled' });
  });

  it('holds a saved card with the customer absent, captures a part, and asks for a refund, which is not served', async () => {
    const { connect, reference } = await open();
    const stripe = connect(version);
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });

    const { id, status } = await stripe.paymentIntents.create(
      untyped<Creation>({
        amount: 2_000,
        currency: 'usd',
        capture_method: 'manual',
        customer: 'cus_1',
        payment_method: 'pm_saved',
        off_session: true,
        confirm: true,
        payment_method_types: ['card'],
      }),
    );
    expect(status).toBe('requires_capture');

    const captured = await stripe.paymentIntents.capture(id, { amount_to_capture: 1_500 });
    expect(captured).toMatchObject({ status: 'succeeded', amount: 2_000, amount_received: 1_500 });
    await expectUnserved(stripe.refunds.create({ payment_intent: id, amount: 1_500 }), 'POST /v1/refunds');
  });
});

describe('Spree', () => {
  const version = '2023-10-16';
  const shipping = {
    address: { city: 'Rome', country: 'IT', line1: 'Via 1', line2: 'Floor 1', postal_code: '00100', state: 'RM' },
    name: 'Jo Doe',
  };

  it('creates for a cart, updates it, reads it with its payment method, and cancels', async () => {
    const { connect, reference } = await open();
    const stripe = connect(version);
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });

    const { id } = await stripe.paymentIntents.create({
      amount: 2_000,
      customer: 'cus_1',
      currency: 'USD',
      statement_descriptor_suffix: 'R123456789',
      automatic_payment_methods: { enabled: true },
      transfer_group: 'R123456789',
      metadata: { spree_order_id: '17' },
      payment_method_options: { card: { setup_future_usage: 'off_session' } },
      shipping: { ...shipping, address: { ...shipping.address, line2: 'Floor 2' } },
    });
    const update: Update = { amount: 2_500, currency: 'USD', shipping, customer: 'cus_1', payment_method: 'pm_saved' };
    expect(await stripe.paymentIntents.update(id, update)).toMatchObject({
      status: 'requires_confirmation',
      amount: 2_500,
      currency: 'usd',
      shipping,
    });
    expect(await stripe.paymentIntents.retrieve(id, { expand: ['payment_method'] })).toMatchObject({
      payment_method: { id: 'pm_saved', object: 'payment_method', type: 'card' },
    });

    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled' });
  });

  it('charges a saved card at once', async () => {
    const { connect, reference } = await open();
    const stripe = connect(version);
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });

    const { id, status } = await stripe.paymentIntents.create({
      amount: 2_000,
      customer: 'cus_1',
      currency: 'USD',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      transfer_group: 'R987654321',
      payment_method: 'pm_saved',
      off_session: true,
      confirm: true,
    });

    expect(status).toBe('succeeded');
    const error = await refusalOf(stripe.paymentIntents.cancel(id));
    expect(error).toMatchObject({ statusCode: 400, payment_intent: { id, status: 'succeeded' } });
  });
});

describe('Open Food Network', () => {
  it.each(['2020-08-27', '2026-06-24.dahlia'])(
    'holds for a shop of a connected account, and voids: %s',
    async (version) => {
      const { connect, reference } = await open();
      const stripe = connect(version, { key: reference.keys.platform, account: 'acct_connected' });
      const hold = untyped<Creation>({
        amount: 2_000,
        currency: 'aud',
        payment_method: 'pm_card_visa',
        payment_method_types: ['card'],
        capture_method: 'manual',
      });

      const first = await stripe.paymentIntents.create(hold);
      expect(first).toMatchObject({
        status: 'requires_confirmation',
        lastResponse: { stripeAccount: 'acct_connected' },
      });
      expect(await stripe.paymentIntents.confirm(first.id)).toMatchObject({
        status: 'requires_capture',
        amount_capturable: 2_000,
      });
      expect(await stripe.paymentIntents.cancel(first.id)).toMatchObject({ status: 'canceled', amount_capturable: 0 });

      const second = await stripe.paymentIntents.create(hold);
      await stripe.paymentIntents.confirm(second.id);
      const captured = await stripe.paymentIntents.capture(second.id, { amount_to_capture: 1_200 });
      expect(captured).toMatchObject({ status: 'succeeded', amount_received: 1_200 });

      const ofPlatform = connect(version, { key: reference.keys.platform });
      expect(await refusalOf(ofPlatform.paymentIntents.retrieve(second.id))).toMatchObject({ statusCode: 404 });
    },
  );

  it('holds a saved card for later use as well', async () => {
    const { connect, reference } = await open();
    const { platform } = reference.keys;
    const stripe = connect('2020-08-27', { key: platform, account: 'acct_connected' });
    const made = await reference.fetch('http://localhost/_fixtures/payment_intents', {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${platform}`,
        'Content-Type': 'application/json',
        'Stripe-Account': 'acct_connected',
      },
      body: JSON.stringify({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' }),
    });
    expect(made.status).toBe(201);

    const { id } = await stripe.paymentIntents.create(
      untyped<Creation>({
        amount: 2_000,
        currency: 'aud',
        customer: 'cus_1',
        payment_method: 'pm_saved',
        payment_method_types: ['card'],
        capture_method: 'manual',
        setup_future_usage: 'off_session',
      }),
    );
    expect(await stripe.paymentIntents.confirm(id)).toMatchObject({ status: 'requires_capture', customer: 'cus_1' });
    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled', payment_method: 'pm_saved' });
  });
});

describe('Cashier', () => {
  const version = '2020-03-02';

  it('charges a customer, and asks for a refund, which is not served', async () => {
    const { connect, reference } = await open();
    const stripe = connect(version);
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });

    const { id, status } = await stripe.paymentIntents.create(
      untyped<Creation>({
        confirmation_method: 'automatic',
        confirm: true,
        currency: 'usd',
        payment_method: 'pm_saved',
        customer: 'cus_1',
        amount: 1_000,
        payment_method_types: ['card'],
      }),
    );

    expect(status).toBe('succeeded');
    await expectUnserved(stripe.refunds.create({ payment_intent: id }), 'POST /v1/refunds');
  });

  it('asks a customer who has to authenticate to finish the payment, which is canceled instead', async () => {
    const { connect } = await open();
    const stripe = connect(version);
    const { id, status, next_action } = await stripe.paymentIntents.create(
      untyped<Creation>({
        confirmation_method: 'automatic',
        confirm: true,
        currency: 'usd',
        payment_method: 'pm_card_threeDSecure2Required',
        amount: 1_000,
        payment_method_types: ['card'],
      }),
    );

    expect({ status, type: next_action?.type }).toEqual({ status: 'requires_action', type: 'use_stripe_sdk' });
    expect(await stripe.paymentIntents.cancel(id)).toMatchObject({ status: 'canceled', next_action: null });
  });
});

describe('pay-rails', () => {
  it('charges a customer and reads charge, balance and refunds from one answer', async () => {
    const { connect, reference } = await open();
    const stripe = connect('2026-03-25.dahlia');
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });

    const charged = await stripe.paymentIntents.create({
      amount: 1_000,
      currency: 'usd',
      customer: 'cus_1',
      payment_method: 'pm_saved',
      confirm: true,
      return_url: 'http://localhost:3000/',
      expand: [
        'latest_charge.balance_transaction',
        'latest_charge.payment_intent',
        'latest_charge.refunds.data.balance_transaction',
      ],
    });

    expect(charged).toMatchObject({
      status: 'succeeded',
      latest_charge: {
        object: 'charge',
        amount_captured: 1_000,
        balance_transaction: { object: 'balance_transaction', amount: 1_000 },
        payment_intent: { id: charged.id, object: 'payment_intent' },
        refunds: { object: 'list', data: [], has_more: false },
      },
    });
    const charge = (charged.latest_charge as Stripe.Charge).id;
    await expectUnserved(stripe.refunds.create({ charge }), 'POST /v1/refunds');
  });
});
