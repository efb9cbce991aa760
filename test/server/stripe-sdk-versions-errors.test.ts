import { describe, expect, it } from 'vitest';
import { arrange, shareReference } from '../support/reference.js';
import { type AnyStripe, sdkErrorOf, sdks } from '../support/sdks.js';

const server = shareReference('stripe');

describe.each(sdks)('version $major of the official SDK', (sdk) => {
  const hold = () => arrange(server(), { status: 'requires_capture', amount: 2_000 });

  it('is refused a second cancel, with the intent', async () => {
    const { id } = await hold();
    const { paymentIntents } = sdk.connect(server());
    const canceled = await paymentIntents.cancel(id, { cancellation_reason: 'duplicate' });

    const second = paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    const error = await sdkErrorOf(sdk, 'StripeInvalidRequestError', second);

    expect(error).toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      message: expect.stringMatching(/^You cannot cancel this PaymentIntent because it has a status of canceled\./),
      requestId: expect.stringMatching(/^req_\w+$/),
      payment_intent: canceled,
    });
    expect(await paymentIntents.retrieve(id)).toEqual(canceled);
  });

  it('throws an authentication error for a wrong key', async () => {
    const { id } = await hold();

    const call = sdk.connect({ ...server(), key: 'sk_test_nobody_1234' }).paymentIntents.cancel(id);
    const error = await sdkErrorOf(sdk, 'StripeAuthenticationError', call);

    expect(error).toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
      message: 'Invalid API Key provided: sk_test_*******1234',
      headers: { 'www-authenticate': 'Bearer realm="Stripe"' },
    });
    expect(error.requestId).toBeUndefined();
    expect(await sdk.connect(server()).paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' });
  });

  it('throws a permission error for an account that the key does not reach', async () => {
    const { id } = await hold();

    const call = sdk.connect(server()).paymentIntents.cancel(id, {}, { stripeAccount: 'acct_other' });
    const error = await sdkErrorOf(sdk, 'StripePermissionError', call);

    expect(error).toMatchObject({ type: 'StripePermissionError', statusCode: 403, code: 'account_invalid' });
    expect(error.requestId).toBeUndefined();
    expect(await sdk.connect(server()).paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' });
  });

  it.each([
    ['null', null],
    ['empty', ''],
  ])('is refused a reason that is %s, and cancels nothing', async (_, cancellation_reason) => {
    const intent = await hold();

    const call = sdk.connect(server()).paymentIntents.cancel(intent.id, { cancellation_reason });
    const error = await sdkErrorOf(sdk, 'StripeInvalidRequestError', call);

    expect(error).toMatchObject({
      statusCode: 400,
      code: 'parameter_invalid_empty',
      param: 'cancellation_reason',
      payment_intent: intent,
    });
    expect(await sdk.connect(server()).paymentIntents.retrieve(intent.id)).toEqual(intent);
  });

  it.each<[string, (stripe: AnyStripe) => Promise<unknown>, string]>([
    ['a refund', ({ refunds }) => refunds.create({ charge: 'ch_1' }, { maxNetworkRetries: 2 }), 'POST /v1/refunds'],
  ])('is told at once that something is not served, and does not ask again: %s', async (_what, ask, route) => {
    const before = server().logged.length;

    const error = await sdkErrorOf(sdk, 'StripeAPIError', ask(sdk.connect(server())));

    expect(error).toMatchObject({
      type: 'StripeAPIError',
      statusCode: 501,
      message: expect.stringContaining(`does not serve ${route};`),
    });
    expect(server().logged.length - before).toBe(1);
  });
});
