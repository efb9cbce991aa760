import { describe, expect, it } from 'vitest';
import { arrange, startReference } from '../support/reference.js';
import { sdk } from '../support/sdk.js';

describe('the official SDK, expanding', () => {
  const hold = { status: 'requires_capture', amount: 12_000, customer: 'cus_1', payment_method: 'pm_1' };
  const expand = ['latest_charge', 'customer', 'payment_method'];

  it('gets objects instead of ids', async () => {
    const reference = await startReference('stripe');
    const intent = await arrange(reference, hold);

    const canceled = await sdk(reference).paymentIntents.cancel(intent.id, { expand });

    expect(canceled.customer).toMatchObject({ id: 'cus_1', object: 'customer' });
    expect(canceled.payment_method).toMatchObject({ id: 'pm_1', object: 'payment_method' });
    expect(canceled.latest_charge).toMatchObject({ id: intent.latest_charge, object: 'charge' });
  });

  it('sees in the charge that a released hold is neither captured nor refunded', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, hold);

    const canceled = await sdk(reference).paymentIntents.cancel(id, { expand: ['latest_charge'] });

    expect(canceled.latest_charge).toMatchObject({
      amount: 12_000,
      amount_captured: 0,
      amount_refunded: 0,
      captured: false,
      refunded: false,
      status: 'succeeded',
    });
  });

  it('gets the customer inside the charge', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, hold);

    const canceled = await sdk(reference).paymentIntents.cancel(id, { expand: ['latest_charge.customer'] });

    expect(canceled.latest_charge).toMatchObject({ object: 'charge', customer: { id: 'cus_1', object: 'customer' } });
    expect(canceled.customer).toBe('cus_1');
  });

  it('cancels with what a gateway library expands in every cancel', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, hold);
    const deep = ['latest_charge.balance_transaction', 'latest_charge.refunds.data.balance_transaction'];

    const canceled = await sdk(reference).paymentIntents.cancel(id, { expand: deep });

    expect(canceled.status).toBe('canceled');
    expect(canceled.latest_charge).toMatchObject({ balance_transaction: null, refunds: { object: 'list', data: [] } });
  });

  it('keeps null where there is nothing to expand', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_payment_method' });

    const canceled = await sdk(reference).paymentIntents.cancel(id, { expand });

    expect(canceled).toMatchObject({ latest_charge: null, customer: null, payment_method: null });
  });

  it('retrieves expanded what the cancel answered expanded', async () => {
    const reference = await startReference('stripe');
    const stripe = sdk(reference);
    const { id } = await arrange(reference, hold);

    const canceled = await stripe.paymentIntents.cancel(id, { expand });

    expect(await stripe.paymentIntents.retrieve(id, { expand })).toEqual(canceled);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ customer: 'cus_1', payment_method: 'pm_1' });
  });
});
