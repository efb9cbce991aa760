import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { arrange, startReference } from '../support/reference.js';
import { refusalOf, sdk } from '../support/sdk.js';

const { StripeAuthenticationError, StripeInvalidRequestError, StripePermissionError } = Stripe.errors;

describe('the official SDK, refused because of the key', () => {
  it.each([
    ['unknown', 'sk_test_nobody_1234', 'Invalid API Key provided: sk_test_*******1234', undefined],
    ['expired', 'rk_test_expired', 'Expired API Key provided: rk_test_***ired', 'api_key_expired'],
  ])('throws an authentication error when the key is %s', async (_, key, message, code) => {
    const reference = await startReference('stripe');

    const error = await refusalOf(sdk(reference, key).paymentIntents.cancel('pi_1'));

    expect(error).toBeInstanceOf(StripeAuthenticationError);
    expect(error).toMatchObject({ statusCode: 401, message });
    expect(error.requestId).toBeUndefined();
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
    expect(error.requestId).toBeUndefined();
  });
});

describe('the official SDK, refused because of a parameter', () => {
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
