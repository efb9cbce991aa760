import { describe, expect, it } from 'vitest';
import { decode as decodeWire, type WireIntent } from '../../../src/dialects/stripe/codec.js';
import stripeSeed from '../../seeds/stripe.json' with { type: 'json' };
import { call, cancel, retrieve } from '../../support/calls.js';
import { documented } from '../../support/documented.js';
import { arrange, shareReference } from '../../support/reference.js';

const charge = '?expand[]=latest_charge';
const seed = stripeSeed['200'];
const owner = { organization: 'acct_reference', livemode: false };
const decode = (wire: object) => decodeWire(wire as WireIntent, 1_700_000_000);
const { disagreements } = documented('stripe');

describe('expand', () => {
  const server = shareReference('stripe');

  it('shows that the charge of a canceled hold has been released: neither captured nor refunded', async () => {
    const { id, latest_charge, payment_method, created } = await arrange(server(), {
      status: 'requires_capture',
      amount: 12_000,
      currency: 'eur',
      customer: 'cus_1',
    });

    const { body } = await cancel(server(), id, { body: 'expand[]=latest_charge' });

    expect(body).toMatchObject({ status: 'canceled', amount_capturable: 0 });
    expect(body.latest_charge).toEqual({
      id: latest_charge,
      object: 'charge',
      amount: 12_000,
      amount_captured: 0,
      amount_refunded: 0,
      application: null,
      application_fee: null,
      balance_transaction: null,
      captured: false,
      created,
      currency: 'eur',
      customer: 'cus_1',
      failure_balance_transaction: null,
      failure_code: null,
      failure_message: null,
      livemode: false,
      on_behalf_of: null,
      paid: true,
      payment_intent: id,
      payment_method,
      payment_method_details: { type: 'card', card: { capture_before: server().now + 7 * 24 * 60 * 60 } },
      refunded: false,
      review: null,
      source_transfer: null,
      status: 'succeeded',
      transfer_data: null,
      transfer_group: null,
    });
    expect((await retrieve(server(), id, charge)).body).toEqual(body);
  });

  it.each([
    ['a hold', { status: 'requires_capture' }, { captured: false, amount_captured: 0, status: 'succeeded' }],
    [
      'a hold captured in part',
      { status: 'requires_capture', amount_received: 500 },
      { captured: true, amount_captured: 500, status: 'succeeded' },
    ],
    ['a payment on its way', { status: 'processing' }, { captured: false, amount_captured: 0, status: 'pending' }],
    ['a success', { status: 'succeeded' }, { captured: true, amount_captured: 2000, status: 'succeeded', paid: true }],
  ])('shows what became of the money of %s', async (_what, fixture, expected) => {
    const { id } = await arrange(server(), fixture);

    const { body } = await retrieve(server(), id, charge);

    expect(body.latest_charge).toMatchObject({ object: 'charge', amount: 2000, amount_refunded: 0, ...expected });
  });

  it('makes small objects of customer and payment method', async () => {
    const { id } = await arrange(server(), { status: 'succeeded', customer: 'cus_1', payment_method: 'pm_1' });

    const { body } = await retrieve(server(), id, '?expand[]=customer&expand[]=payment_method');

    expect(body.customer).toMatchObject({ id: 'cus_1', object: 'customer' });
    expect(body.payment_method).toMatchObject({ id: 'pm_1', object: 'payment_method', customer: 'cus_1' });
  });

  it('goes on inside what it has expanded', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' });

    const { body } = await retrieve(server(), id, '?expand[]=latest_charge.customer');

    expect(body.latest_charge).toMatchObject({ object: 'charge', customer: { id: 'cus_1', object: 'customer' } });
  });

  it.each([
    'application',
    'customer',
    'latest_charge',
    'on_behalf_of',
    'payment_method',
    'payment_record',
    'review',
    'source',
    'transfer_data.destination',
    'latest_charge.customer',
    'latest_charge.balance_transaction',
    'latest_charge.refunds',
    'payment_method.sepa_debit.generated_from.charge',
  ])('leaves %s as it is where it is null', async (path) => {
    const { id } = await arrange(server(), { status: 'requires_payment_method' });

    const answer = await retrieve(server(), id, `?expand[]=${path}`);

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual((await retrieve(server(), id)).body);
  });

  it.each(['latest_charge.balance_transaction', 'latest_charge.refunds'])(
    'of %s is taken with a cancel, and the hold is released',
    async (path) => {
      const { id, latest_charge } = await arrange(server(), { status: 'requires_capture' });

      const { status, body } = await cancel(server(), id, { body: `expand[]=${path}` });

      expect(status).toBe(200);
      expect(body).toMatchObject({ status: 'canceled', amount_capturable: 0 });
      expect(body.latest_charge).toMatchObject({ id: latest_charge, object: 'charge', balance_transaction: null });
    },
  );

  it('shows what a capture brought into the balance, under one id at any time', async () => {
    const { id, latest_charge } = await arrange(server(), { status: 'requires_capture', currency: 'eur' });
    const path = `/v1/payment_intents/${id}/capture`;
    const transaction = String(latest_charge).replace('ch_', 'txn_');

    const captured = await call(server(), path, { method: 'POST', body: 'expand[]=latest_charge.balance_transaction' });

    const shown = captured.body.latest_charge as Record<string, unknown>;
    expect(shown.balance_transaction).toMatchObject({
      id: transaction,
      object: 'balance_transaction',
      amount: 2000,
      currency: 'eur',
      fee: 0,
      net: 2000,
      source: latest_charge,
      type: 'charge',
    });
    expect(disagreements('/components/schemas/PaymentIntent', captured.body)).toEqual([]);
    expect((await retrieve(server(), id, charge)).body.latest_charge).toMatchObject({
      balance_transaction: transaction,
    });
  });

  it('goes back from the balance to the charge', async () => {
    const { id, latest_charge } = await arrange(server(), { status: 'succeeded' });

    const { body } = await retrieve(server(), id, '?expand[]=latest_charge.balance_transaction.source');

    expect(body.latest_charge).toMatchObject({
      balance_transaction: { object: 'balance_transaction', source: { id: latest_charge, object: 'charge' } },
    });
  });

  it('shows a list only when it is asked for, and then in the vendor’s envelope', async () => {
    const { id, latest_charge } = await arrange(server(), { status: 'succeeded' });

    const { body } = await retrieve(server(), id, '?expand[]=latest_charge.refunds');

    expect((await retrieve(server(), id, charge)).body.latest_charge).not.toHaveProperty('refunds');
    expect(body.latest_charge).toMatchObject({
      refunds: {
        object: 'list',
        data: [],
        has_more: false,
        total_count: 0,
        url: `/v1/charges/${latest_charge}/refunds`,
      },
    });
    expect(disagreements('/components/schemas/PaymentIntent', body)).toEqual([]);
  });

  it('counts the data of a list as a level, and takes four', async () => {
    const { id } = await arrange(server(), { status: 'succeeded', customer: 'cus_1' });
    const refunds = '?expand[]=latest_charge.refunds.data';

    expect(await retrieve(server(), id, refunds)).toMatchObject({ status: 200 });
    expect(await retrieve(server(), id, `${refunds}.balance_transaction`)).toMatchObject({ status: 200 });
    expect(await retrieve(server(), id, `${refunds}.balance_transaction.source`)).toMatchObject({
      status: 400,
      body: { error: { code: 'property_expansion_max_depth' } },
    });
  });

  it('goes into the objects of a list that an intent was recorded with, and leaves ids that it knows nothing of', async () => {
    const { id } = await arrange(server(), { status: 'succeeded' });
    const { body } = await retrieve(server(), id, '?expand[]=latest_charge.refunds');
    const recorded = body.latest_charge as Record<string, unknown> & { id: string; refunds: object };
    const refund = {
      id: 're_1',
      object: 'refund',
      amount: 500,
      balance_transaction: 'txn_of_the_refund',
      charge: recorded.id,
      created: 1_700_000_000,
      currency: 'usd',
      payment_intent: 'pi_recorded',
      reason: null,
      status: 'succeeded',
    };
    const latest_charge = { ...recorded, refunds: { ...recorded.refunds, data: [refund] } };
    const intent = decode({ ...body, id: 'pi_recorded', latest_charge });
    await server().store.transact(({ intents }) => intents.add(owner, intent));
    const inRefunds = (property: string) =>
      retrieve(server(), 'pi_recorded', `?expand[]=latest_charge.refunds.data.${property}`);

    expect((await inRefunds('charge')).body).toEqual({
      ...body,
      id: 'pi_recorded',
      latest_charge: {
        ...latest_charge,
        refunds: { ...recorded.refunds, data: [{ ...refund, charge: latest_charge }] },
      },
    });
    expect((await inRefunds('balance_transaction')).body).toEqual({ ...body, id: 'pi_recorded', latest_charge });
  });

  it.each([
    ['card_1', 'card'],
    ['ba_1', 'bank_account'],
    ['acct_1', 'account'],
    ['src_1', 'source'],
  ])('tells from the id that the source %s is a %s', async (source, object) => {
    const intent = decode({ ...seed, id: `pi_${source}`, source });
    await server().store.transact(({ intents }) => intents.add(owner, intent));

    const { body } = await retrieve(server(), `pi_${source}`, '?expand[]=source');

    expect(body.source).toEqual({ id: source, object });
    expect(disagreements('/components/schemas/PaymentIntent', body)).toEqual([]);
  });

  it.each([
    'latest_charge.payment_method',
    'latest_charge.source',
    'latest_charge.refunds.balance_transaction',
    'latest_charge.refunds.data.nope',
    'latest_charge.refunds.database',
    'latest_charge.balance_transaction.',
    'latest_charge.constructor',
    'data.latest_charge',
  ])('refuses %s, and the hold stays', async (path) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const { status, body } = await cancel(server(), id, { body: `expand[]=${path}` });

    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { message: `This property cannot be expanded (${path}).` } });
    expect((await retrieve(server(), id)).body.status).toBe('requires_capture');
  });

  it('changes the answer, never the intent', async () => {
    const before = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' });

    await retrieve(server(), before.id, '?expand[]=latest_charge.payment_intent&expand[]=customer');

    expect((await retrieve(server(), before.id)).body).toEqual(before);
  });
});
