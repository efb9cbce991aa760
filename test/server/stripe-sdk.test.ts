import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { arrange, startReference } from '../support/reference.js';
import { sdk } from '../support/sdk.js';

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
