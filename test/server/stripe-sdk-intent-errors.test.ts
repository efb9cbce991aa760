import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { arrange, startReference } from '../support/reference.js';
import { refusalOf, sdk } from '../support/sdk.js';

const { StripeInvalidRequestError } = Stripe.errors;

describe('the official SDK, refused because of the intent', () => {
  it('throws an invalid-request error with the intent when it is canceled already', async () => {
    const reference = await startReference('stripe');
    const stripe = sdk(reference);
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'duplicate' });

    reference.now += 60;
    const error = await refusalOf(stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' }));

    expect(error).toBeInstanceOf(StripeInvalidRequestError);
    expect(error).toMatchObject({
      statusCode: 400,
      rawType: 'invalid_request_error',
      code: 'payment_intent_unexpected_state',
      doc_url: 'https://stripe.com/docs/error-codes/payment-intent-unexpected-state',
      message: expect.stringMatching(/^You cannot cancel this PaymentIntent because it has a status of canceled\./),
      requestId: expect.stringMatching(/^req_\w+$/),
    });
    expect(error.payment_intent).toEqual(canceled);
    expect(await stripe.paymentIntents.retrieve(id)).toEqual(canceled);
  });

  it('throws an invalid-request error with the intent when it has succeeded', async () => {
    const reference = await startReference('stripe');
    const intent = await arrange(reference, { status: 'succeeded' });

    const error = await refusalOf(sdk(reference).paymentIntents.cancel(intent.id));

    expect(error).toBeInstanceOf(StripeInvalidRequestError);
    expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state', payment_intent: intent });
  });

  it('throws an invalid-request error without a code when a Checkout Session owns the intent', async () => {
    const reference = await startReference('stripe');
    const stripe = sdk(reference);
    const intent = await arrange(reference, { status: 'requires_payment_method', checkout_session: 'cs_test_1' });

    const error = await refusalOf(stripe.paymentIntents.cancel(intent.id));

    expect(error).toBeInstanceOf(StripeInvalidRequestError);
    expect(error).toMatchObject({
      statusCode: 400,
      message:
        'You cannot perform this action on PaymentIntents created by Checkout. Try expiring the Checkout Session instead.',
    });
    expect(error.code).toBeUndefined();
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'requires_payment_method' });
  });

  it('cancels an intent of a Checkout Session while money is held', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture', checkout_session: 'cs_test_1' });

    expect(await sdk(reference).paymentIntents.cancel(id)).toMatchObject({ status: 'canceled' });
  });

  it('throws an invalid-request error with 404 when there is no such intent', async () => {
    const reference = await startReference('stripe');

    const error = await refusalOf(sdk(reference).paymentIntents.cancel('pi_nope'));

    expect(error).toBeInstanceOf(StripeInvalidRequestError);
    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'intent',
      message: "No such payment_intent: 'pi_nope'",
    });
  });

  it('learns from the 404 that the intent is in the other mode', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' }, 'sk_live_reference');

    const error = await refusalOf(sdk(reference).paymentIntents.cancel(id));

    expect(error).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: `No such payment_intent: '${id}'; a similar object exists in live mode, but a test mode key was used to make this request.`,
    });
    expect(await sdk(reference, 'sk_live_reference').paymentIntents.retrieve(id)).toMatchObject({
      status: 'requires_capture',
    });
  });

  it('learns from the 404 nothing of an intent of another account', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' }, 'sk_test_other');

    const error = await refusalOf(sdk(reference).paymentIntents.cancel(id));

    expect(error).toMatchObject({ statusCode: 404, message: `No such payment_intent: '${id}'` });
  });

  it('is told when it sends a client secret for an id', async () => {
    const reference = await startReference('stripe');
    const { client_secret } = await arrange(reference, { status: 'requires_capture' });

    const error = await refusalOf(sdk(reference).paymentIntents.cancel(client_secret as string));

    expect(error).toBeInstanceOf(StripeInvalidRequestError);
    expect(error).toMatchObject({
      statusCode: 404,
      param: 'intent',
      message: expect.stringMatching(/^You passed a string that looks like a client secret as the PaymentIntent ID/),
    });
    expect(error.code).toBeUndefined();
  });
});
