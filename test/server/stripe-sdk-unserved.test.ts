import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { arrange, startReference } from '../support/reference.js';
import { refusalOf, sdk } from '../support/sdk.js';

type Call = (stripe: Stripe, id: string) => Promise<unknown>;

describe('the official SDK, asking for what the reference server does not serve', () => {
  it.each<[string, Call, string]>([
    ['a refund', (stripe, id) => stripe.refunds.create({ payment_intent: id }), 'POST /v1/refunds'],
    ['a search', (stripe) => stripe.paymentIntents.search({ query: 'x' }), 'GET /v1/payment_intents/search'],
    ['a list of charges', (stripe) => stripe.charges.list(), 'GET /v1/charges'],
    ['a new session', (stripe) => stripe.checkout.sessions.create({ mode: 'payment' }), 'POST /v1/checkout/sessions'],
  ])('is told so at once and does not retry: %s', async (_what, ask, route) => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'succeeded' });
    const before = reference.logged.length;

    const error = await refusalOf(ask(sdk(reference), id));

    expect(error).toBeInstanceOf(Stripe.errors.StripeAPIError);
    expect(error).toMatchObject({ statusCode: 501, message: expect.stringContaining(`does not serve ${route};`) });
    expect(error.code).toBeUndefined();
    expect(reference.logged.length - before).toBe(1);
  });

  it('is told of a parameter, and captures nothing', async () => {
    const reference = await startReference('stripe');
    const intent = await arrange(reference, { status: 'requires_capture' });
    const stripe = sdk(reference);

    const error = await refusalOf(stripe.paymentIntents.capture(intent.id, { final_capture: false }));

    expect(error).toMatchObject({ statusCode: 400, param: 'final_capture' });
    expect(error.message).toBe("`final_capture` is a parameter of Stripe's that this reference server doesn't serve.");
    expect(await stripe.paymentIntents.retrieve(intent.id)).toEqual(intent);
  });

  it('captures a part', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture', amount: 2_000 });
    const stripe = sdk(reference);

    const captured = await stripe.paymentIntents.capture(id, { amount_to_capture: 500, expand: ['latest_charge'] });

    expect(captured).toMatchObject({ status: 'succeeded', amount: 2_000, amount_received: 500, amount_capturable: 0 });
    expect(captured.latest_charge).toMatchObject({ amount_captured: 500, amount_refunded: 0 });
  });
});
