import { describe, expect, it } from 'vitest';
import { cancelableStatusValues, paymentIntentStatusValues } from '../../../src/contract/stripe.js';
import { cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { coded, expectStripeError } from '../../support/stripeError.js';

const terminal = paymentIntentStatusValues.filter((status) => !cancelableStatusValues.some((from) => from === status));
const cancelable = 'requires_payment_method, requires_capture, requires_confirmation, requires_action, processing';

describe('an intent that cannot be canceled', () => {
  const server = shareReference('stripe');

  const expectRefused = async (fixture: object, error: object) => {
    const intent = await arrange(server(), fixture);

    const answer = await cancel(server(), intent.id);

    expect(answer.status).toBe(400);
    expectStripeError(answer, { ...error, payment_intent: intent });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  };

  it.each(terminal)('comes with the error, because it is %s', (status) => {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be canceled: ${cancelable}.`;
    return expectRefused({ status }, coded('payment_intent_unexpected_state', message));
  });

  it('comes with the error, because its processing can no longer be stopped', () => {
    const message = 'You cannot cancel this PaymentIntent because it has a status of processing.';
    return expectRefused(
      { status: 'processing', processing_cancelable: false },
      coded('payment_intent_unexpected_state', message),
    );
  });

  it.each(paymentIntentStatusValues.filter((status) => status !== 'requires_capture'))(
    'belongs to a Checkout Session, which must be expired instead, in %s',
    (status) =>
      expectRefused(
        { status, checkout_session: 'cs_1' },
        {
          message:
            'You cannot perform this action on PaymentIntents created by Checkout. Try expiring the Checkout Session instead.',
        },
      ),
  );
});

describe('an intent of a Checkout Session', () => {
  const server = shareReference('stripe');

  it('is canceled directly when it is a hold', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', checkout_session: 'cs_1' });

    const { status, body } = await cancel(server(), id);

    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'canceled', amount_capturable: 0 });
  });
});
