import { describe, expect, it } from 'vitest';
import { cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';

const charge = '?expand[]=latest_charge';

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
      captured: false,
      created,
      currency: 'eur',
      customer: 'cus_1',
      failure_code: null,
      failure_message: null,
      livemode: false,
      paid: true,
      payment_intent: id,
      payment_method,
      refunded: false,
      status: 'succeeded',
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
  ])('leaves %s as it is where it is null', async (path) => {
    const { id } = await arrange(server(), { status: 'requires_payment_method' });

    const answer = await retrieve(server(), id, `?expand[]=${path}`);

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual((await retrieve(server(), id)).body);
  });

  it('changes the answer, never the intent', async () => {
    const before = await arrange(server(), { status: 'requires_capture', customer: 'cus_1' });

    await retrieve(server(), before.id, '?expand[]=latest_charge.payment_intent&expand[]=customer');

    expect((await retrieve(server(), before.id)).body).toEqual(before);
  });
});
