import { describe, expect, it } from 'vitest';
import { arrange, shareReference } from '../support/reference.js';
import { sdkErrorOf, sdks } from '../support/sdks.js';

const server = shareReference('stripe');

describe.each(sdks)('version $major of the official SDK, for a connected account', (sdk) => {
  const platform = () => sdk.connect({ ...server(), key: 'sk_test_platform' });
  const connected = { stripeAccount: 'acct_connected' };
  const holdOfConnected = () =>
    arrange(server(), { status: 'requires_capture' }, 'sk_test_platform', { 'Stripe-Account': 'acct_connected' });

  it('retrieves and cancels', async () => {
    const intent = await holdOfConnected();
    const { paymentIntents } = platform();

    expect(await paymentIntents.retrieve(intent.id, {}, connected)).toEqual(intent);
    const call = paymentIntents.cancel(intent.id);
    const error = await sdkErrorOf(sdk, 'StripeInvalidRequestError', call);
    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    const canceled = await paymentIntents.cancel(intent.id, { cancellation_reason: 'fraudulent' }, connected);

    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'fraudulent' });
    expect(canceled.lastResponse.headers).toMatchObject({ 'stripe-account': 'acct_connected' });
  });

  if (sdk.context) {
    it('cancels in its context', async () => {
      const { id } = await holdOfConnected();

      const canceled = await platform().paymentIntents.cancel(id, {}, { stripeContext: 'acct_connected' });

      expect(canceled).toMatchObject({ id, status: 'canceled' });
    });
  } else {
    it('does not know its context, and sends nothing', async () => {
      const { id } = await holdOfConnected();
      const before = server().logged.length;

      const call = platform().paymentIntents.cancel(id, {}, { stripeContext: 'acct_connected' });

      await expect(call).rejects.toThrow(/^Stripe: Unknown arguments/);
      expect(server().logged.length).toBe(before);
    });
  }
});
