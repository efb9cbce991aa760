import { describe, expect, it } from 'vitest';
import { open, type Sent } from './open.js';

function expectUnserved(sent: Sent, request: string): void {
  expect(sent.status).toBe(501);
  expect(sent.body.error.message).toContain(`does not serve ${request};`);
}

describe('ActiveMerchant', () => {
  const version = { 'Stripe-Version': '2022-11-15' };
  const expanded = 'expand[0]=latest_charge&expand[1]=latest_charge.balance_transaction';
  const authorization = (payment: string) =>
    `amount=2000&currency=usd&capture_method=manual&confirm=true&confirmation_method=manual&${payment}` +
    '&description=ActiveMerchant+Test+Purchase&metadata[order_id]=1&metadata[email]=jo%40example.com' +
    '&receipt_email=jo%40example.com&return_url=https%3A%2F%2Fwww.example.com&statement_descriptor_suffix=SUFFIX' +
    '&shipping[address][line1]=1+Main+St&shipping[address][city]=Otherville&shipping[address][country]=US' +
    `&shipping[address][postal_code]=12345&shipping[name]=Jo+Doe&${expanded}`;

  it.each([
    ['a payment method', 'payment_method=pm_card_visa'],
    ['a token', 'payment_method_data[type]=card&payment_method_data[card][token]=tok_visa'],
  ])('authorizes %s, captures all of it, and asks for a refund, which is not served', async (_what, payment) => {
    const { send } = await open();

    const authorized = await send('POST /v1/payment_intents', authorization(payment), version);
    expect(authorized).toMatchObject({
      status: 200,
      body: {
        status: 'requires_capture',
        confirmation_method: 'manual',
        latest_charge: { object: 'charge', captured: false, balance_transaction: null },
      },
    });

    const path = `/v1/payment_intents/${authorized.body.id}`;
    const captured = await send(`POST ${path}/capture`, `amount_to_capture=2000&${expanded}`, version);
    expect(captured.body).toMatchObject({
      status: 'succeeded',
      latest_charge: { captured: true, balance_transaction: { object: 'balance_transaction' } },
    });
    const shown = await send(`GET ${path}?expand[]=latest_charge.balance_transaction`, undefined, version);
    expect(shown.body).toEqual(captured.body);
    expectUnserved(await send('POST /v1/refunds', `payment_intent=${authorized.body.id}`, version), 'POST /v1/refunds');
  });

  it.each(['', 'cancellation_reason=requested_by_customer&'])('voids an authorization: "%s"', async (reason) => {
    const { send } = await open();
    const { body } = await send('POST /v1/payment_intents', authorization('payment_method=pm_card_visa'), version);

    const voided = await send(`POST /v1/payment_intents/${body.id}/cancel`, reason + expanded, version);

    expect(voided.body).toMatchObject({
      status: 'canceled',
      cancellation_reason: reason === '' ? null : 'requested_by_customer',
      latest_charge: { captured: false, refunded: false, amount_refunded: 0 },
    });
  });

  it('refuses an authentication with an absent customer, and voids what is left', async () => {
    const { send } = await open();
    const payment = 'payment_method=pm_card_threeDSecure2Required&error_on_requires_action=true';

    const refused = await send('POST /v1/payment_intents', authorization(payment), version);

    expect(refused).toMatchObject({ status: 402, body: { error: { code: 'authentication_required' } } });
    const { id } = refused.body.error.payment_intent;
    const voided = await send(`POST /v1/payment_intents/${id}/cancel`, expanded, version);
    expect(voided.body).toMatchObject({ id, status: 'canceled', latest_charge: null });
  });
});

describe('WooCommerce', () => {
  const version = { 'Stripe-Version': '2025-09-30.clover' };
  const purchase =
    'amount=2000&currency=usd&capture_method=manual&confirm=true&customer=cus_1&description=Shop+-+Order+17' +
    '&metadata[order_id]=17&metadata[site_url]=https%3A%2F%2Fshop.example&payment_method=pm_saved' +
    '&payment_method_types[]=card&payment_method_options[card][request_three_d_secure]=automatic' +
    '&return_url=https%3A%2F%2Fshop.example%2Forder&statement_descriptor_suffix=ORDER+17&setup_future_usage=off_session' +
    '&shipping[name]=Jo+Doe&shipping[address][line1]=1+Main+St&shipping[address][postal_code]=94110' +
    '&mandate_data[customer_acceptance][type]=online&mandate_data[customer_acceptance][online][ip_address]=127.0.0.1' +
    '&mandate_data[customer_acceptance][online][user_agent]=WooCommerce';

  async function openShop() {
    const { reference, send } = await open();
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });
    return send;
  }

  it('leaves line items away once it is told that it may not send them', async () => {
    const send = await openShop();
    const level3 = '&level3[merchant_reference]=17&level3[line_items][0][product_code]=1';

    const refused = await send('POST /v1/payment_intents', purchase + level3, version);

    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'parameter_unknown', param: 'level3' } } });
    expect(await send('POST /v1/payment_intents', purchase, version)).toMatchObject({ status: 200 });
  });

  it('cancels the order of a hold, and looks for a refund that has not been since basil', async () => {
    const send = await openShop();
    const { body } = await send('POST /v1/payment_intents', purchase, version);
    expect(body).toMatchObject({
      status: 'requires_capture',
      amount_capturable: 2000,
      setup_future_usage: 'off_session',
    });

    expect(await send(`POST /v1/payment_intents/${body.id}/cancel`, '', version)).toMatchObject({
      status: 200,
      body: { status: 'canceled' },
    });
    const charge = await send(`GET /v1/charges/${body.latest_charge}?expand[]=refunds`, undefined, version);
    expect(charge.body).toMatchObject({ captured: false, refunded: false, refunds: { object: 'list', data: [] } });
  });

  it('captures an order, and asks for a refund, which is not served', async () => {
    const send = await openShop();
    const { body } = await send('POST /v1/payment_intents', purchase, version);

    expect(await send(`POST /v1/payment_intents/${body.id}/capture`, 'amount_to_capture=1500', version)).toMatchObject({
      status: 200,
      body: { status: 'succeeded', amount_received: 1500 },
    });
    const refund = `charge=${body.latest_charge}&amount=500&metadata[order_id]=17`;
    expectUnserved(await send('POST /v1/refunds', refund, version), 'POST /v1/refunds');
  });
});

describe('GOV.UK Pay', () => {
  it('holds a card that was read by telephone, with brackets in brackets, and cancels', async () => {
    const { reference, send } = await open();
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });
    const form = new URLSearchParams([
      ['amount', '2000'],
      ['currency', 'GBP'],
      ['description', 'A passport'],
      ['transfer_group', 'gov1'],
      ['on_behalf_of', 'acct_connected'],
      ['confirm', 'true'],
      ['return_url', 'https://pay.example/return'],
      ['capture_method', 'manual'],
      ['payment_method_data[type]', 'card'],
      ['payment_method_data[card][token]', 'tok_visa'],
      ['payment_method_data[billing_details[address[line1]]]', '10 Downing Street'],
      ['payment_method_options[card[moto]]', 'true'],
      ['expand[]', 'latest_charge.balance_transaction'],
    ]);

    const held = await send('POST /v1/payment_intents', `${form}`, { 'Idempotency-Key': 'authorise1' });
    expect(held).toMatchObject({
      status: 200,
      body: { status: 'requires_capture', latest_charge: { captured: false } },
    });

    const cancel = `POST /v1/payment_intents/${held.body.id}/cancel`;
    expect(await send(cancel, '', { 'Idempotency-Key': 'cancel1' })).toMatchObject({ body: { status: 'canceled' } });
  });

  it('charges an agreed card with an absent customer, and searches, which is not served', async () => {
    const { reference, send } = await open();
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });

    const held = await send(
      'POST /v1/payment_intents',
      'amount=2000&currency=GBP&confirm=true&customer=cus_1&payment_method=pm_saved&off_session=true&capture_method=manual' +
        '&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never',
    );
    expect(held).toMatchObject({ status: 200, body: { status: 'requires_capture' } });

    const search = `/v1/payment_intents/search?query=${encodeURIComponent("metadata['id']:'1'")}`;
    expectUnserved(await send(`GET ${search}`), 'GET /v1/payment_intents/search');
    expect(await send(`POST /v1/payment_intents/${held.body.id}/cancel`)).toMatchObject({
      body: { status: 'canceled' },
    });
  });

  it('saves a card for an agreement', async () => {
    const { reference, send } = await open();
    await reference.createIntent({ status: 'succeeded', customer: 'cus_1', payment_method: 'pm_saved' });

    const held = await send(
      'POST /v1/payment_intents',
      'amount=2000&currency=GBP&confirm=true&customer=cus_1&setup_future_usage=off_session&capture_method=manual' +
        '&payment_method_data[type]=card&payment_method_data[card][token]=tok_visa&return_url=https%3A%2F%2Fpay.example',
    );
    expect(held).toMatchObject({ status: 200, body: { status: 'requires_capture', customer: 'cus_1' } });
    const { id, payment_method: method } = held.body;
    expect(await send(`POST /v1/payment_intents/${id}/cancel`)).toMatchObject({ body: { status: 'canceled' } });

    const later = await send(
      'POST /v1/payment_intents',
      `amount=900&currency=GBP&confirm=true&customer=cus_1&payment_method=${method}&off_session=true` +
        '&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never',
    );
    expect(later).toMatchObject({ status: 200, body: { status: 'succeeded' } });
  });
});
