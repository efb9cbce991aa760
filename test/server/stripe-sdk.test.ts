import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { arrange, type Reference, startReference } from '../support/reference.js';

/** The official package as its users have it, but for the address. */
function sdk({ url }: Reference, key = 'sk_test_reference'): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', telemetry: false });
}

/** What a call is rejected with. */
async function refusalOf(call: Promise<unknown>): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  return error;
}

const { StripeAuthenticationError, StripeInvalidRequestError, StripePermissionError } = Stripe.errors;

describe('the official SDK', () => {
  it.each(['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture', 'processing'])(
    'cancels an intent in %s',
    async (status) => {
      const reference = await startReference('stripe');
      const { id } = await arrange(reference, { status });

      const canceled = await sdk(reference).paymentIntents.cancel(id);

      expect(canceled).toMatchObject({
        id,
        object: 'payment_intent',
        status: 'canceled',
        canceled_at: reference.now,
        cancellation_reason: null,
        amount_capturable: 0,
        next_action: null,
        processing: null,
      });
    },
  );

  it.each(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'] as const)(
    'gives the reason %s and has it back',
    async (cancellation_reason) => {
      const reference = await startReference('stripe');
      const { id } = await arrange(reference, { status: 'requires_capture' });

      const canceled = await sdk(reference).paymentIntents.cancel(id, { cancellation_reason });

      expect(canceled.cancellation_reason).toBe(cancellation_reason);
    },
  );

  it('retrieves what the cancel answered', async () => {
    const reference = await startReference('stripe');
    const stripe = sdk(reference);
    const { id } = await arrange(reference, { status: 'requires_capture', metadata: { order: '1042' } });

    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'duplicate' });

    expect(await stripe.paymentIntents.retrieve(id)).toEqual(canceled);
    expect(canceled.metadata).toEqual({ order: '1042' });
  });

  it('learns request id, version and idempotency key from the headers', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_confirmation' });

    const { lastResponse } = await sdk(reference).paymentIntents.cancel(
      id,
      {},
      { idempotencyKey: 'cancel-order-1042' },
    );

    expect(lastResponse.statusCode).toBe(200);
    expect(lastResponse.requestId).toMatch(/^req_\w+$/);
    expect(lastResponse.apiVersion).toBe(Stripe.API_VERSION);
    expect(lastResponse.idempotencyKey).toBe('cancel-order-1042');
  });

  it('acts for the account it names', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_confirmation' });

    const { lastResponse } = await sdk(reference).paymentIntents.cancel(id, {}, { stripeAccount: 'acct_reference' });

    expect(lastResponse.stripeAccount).toBe('acct_reference');
  });
});

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

describe('the official SDK, refused', () => {
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

  it.each([
    ['unknown', 'sk_test_nobody_1234', 'Invalid API Key provided: sk_test_*******1234', undefined],
    ['expired', 'rk_test_expired', 'Expired API Key provided: rk_test_***ired', 'api_key_expired'],
  ])('throws an authentication error when the key is %s', async (_, key, message, code) => {
    const reference = await startReference('stripe');

    const error = await refusalOf(sdk(reference, key).paymentIntents.cancel('pi_1'));

    expect(error).toBeInstanceOf(StripeAuthenticationError);
    expect(error).toMatchObject({ statusCode: 401, message, requestId: expect.stringMatching(/^req_\w+$/) });
    expect(error.code).toBe(code);
    expect(error.headers).toMatchObject({ 'www-authenticate': 'Bearer realm="Stripe"' });
  });

  it.each([
    ['publishable', 'pk_test_reference', 'secret_key_required'],
    ['restricted to reading', 'rk_test_readonly', undefined],
  ])('throws a permission error when the key is %s', async (_, key, code) => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });

    const error = await refusalOf(sdk(reference, key).paymentIntents.cancel(id));

    expect(error).toBeInstanceOf(StripePermissionError);
    expect(error).toMatchObject({ statusCode: 403, requestId: expect.stringMatching(/^req_\w+$/) });
    expect(error.code).toBe(code);
    expect(await sdk(reference).paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' });
  });

  it('throws a permission error when the key does not reach the account', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });

    const error = await refusalOf(sdk(reference).paymentIntents.cancel(id, {}, { stripeAccount: 'acct_other' }));

    expect(error).toBeInstanceOf(StripePermissionError);
    expect(error).toMatchObject({ statusCode: 403, code: 'account_invalid' });
  });

  it.each([
    ['of its own invention', 'out_of_stock', undefined, /^Invalid cancellation_reason: must be one of duplicate,/],
    ['that only Stripe gives', 'automatic', undefined, /is not a valid user provided reason/],
    ['that is empty', '', 'parameter_invalid_empty', /^You passed an empty string for 'cancellation_reason'\./],
    ['that is null', null, 'parameter_invalid_empty', /^You passed an empty string for 'cancellation_reason'\./],
  ])('throws an invalid-request error for a reason %s', async (_, reason, code, message) => {
    const reference = await startReference('stripe');
    const stripe = sdk(reference);
    const intent = await arrange(reference, { status: 'requires_capture' });

    const error = await refusalOf(
      stripe.paymentIntents.cancel(intent.id, { cancellation_reason: reason as 'duplicate' }),
    );

    expect(error).toBeInstanceOf(StripeInvalidRequestError);
    expect(error).toMatchObject({
      statusCode: 400,
      param: 'cancellation_reason',
      message: expect.stringMatching(message),
      payment_intent: intent,
    });
    expect(error.code).toBe(code);
    expect(await stripe.paymentIntents.retrieve(intent.id)).toEqual(intent);
  });

  it('throws an invalid-request error for a parameter that does not exist', async () => {
    const reference = await startReference('stripe');
    const stripe = sdk(reference);
    const intent = await arrange(reference, { status: 'requires_capture' });

    const error = await refusalOf(stripe.paymentIntents.cancel(intent.id, { nope: '1' } as object));

    expect(error).toBeInstanceOf(StripeInvalidRequestError);
    expect(error).toMatchObject({
      statusCode: 400,
      code: 'parameter_unknown',
      param: 'nope',
      message: 'Received unknown parameter: nope',
      payment_intent: intent,
    });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toEqual(intent);
  });

  it('throws an invalid-request error for what cannot be expanded, before it looks for the intent', async () => {
    const reference = await startReference('stripe');

    const error = await refusalOf(sdk(reference).paymentIntents.cancel('pi_nope', { expand: ['amount'] }));

    expect(error).toBeInstanceOf(StripeInvalidRequestError);
    expect(error).toMatchObject({ statusCode: 400, message: 'This property cannot be expanded (amount).' });
  });
});
