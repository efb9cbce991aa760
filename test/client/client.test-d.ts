import { describe, expectTypeOf, test } from 'vitest';
import type * as Chargefy from '../../src/client/chargefy.js';
import { createChargefyClient } from '../../src/client/chargefy.js';
import type * as Stripe from '../../src/client/stripe.js';
import { createStripeClient } from '../../src/client/stripe.js';

const stripe = createStripeClient({ apiKey: 'sk_test_reference' });
const chargefy = createChargefyClient({ apiKey: 'ch_test_reference' });
const cancelAtStripe = '/v1/payment_intents/{intent}/cancel';
const cancelAtChargefy = '/v1/payment-intents/{id}/cancel';
const intent = { path: { intent: 'pi_1' } };
const id = { path: { id: 'pi_1' } };

describe('a result', () => {
  test('is either data or an error', async () => {
    const { data, error } = await stripe.cancel('pi_1');
    if (error) {
      expectTypeOf(data).toEqualTypeOf<undefined>();
      expectTypeOf(error).toEqualTypeOf<Stripe.CancelError>();
    } else {
      expectTypeOf(data).toEqualTypeOf<Stripe.PaymentIntent>();
    }
    if (data) expectTypeOf(error).toEqualTypeOf<undefined>();
  });

  test('is the same by name and by path', async () => {
    expectTypeOf(await stripe.POST(cancelAtStripe, { params: intent })).toEqualTypeOf(await stripe.cancel('pi_1'));
    expectTypeOf(await stripe.GET('/v1/payment_intents/{intent}', { params: intent })).toEqualTypeOf(
      await stripe.retrieve('pi_1'),
    );
    expectTypeOf(await stripe.POST('/v1/payment_intents/{intent}/capture', { params: intent })).toEqualTypeOf(
      await stripe.capture('pi_1'),
    );
    expectTypeOf(await chargefy.POST(cancelAtChargefy, { params: id })).toEqualTypeOf(await chargefy.cancel('pi_1'));
    expectTypeOf(await chargefy.GET('/v1/payment-intents/{id}', { params: id })).toEqualTypeOf(
      await chargefy.retrieve('pi_1'),
    );
  });

  test('has the PaymentIntent of its dialect', async () => {
    const { data } = await stripe.cancel('pi_1');
    const other = await chargefy.cancel('pi_1');

    expectTypeOf(data?.canceled_at).toEqualTypeOf<number | null | undefined>();
    expectTypeOf(other.data?.canceled_at).toEqualTypeOf<string | null | undefined>();
    expectTypeOf(other.data).toEqualTypeOf<Chargefy.PaymentIntent | undefined>();
  });
});

describe('a capture', () => {
  test('takes an amount and nothing of a cancel', () => {
    expectTypeOf(
      stripe.capture('pi_1', { amount: 500, expand: ['latest_charge'], idempotencyKey: 'key', maxRetries: 0 }),
    );
    // @ts-expect-error an amount is a number
    void stripe.capture('pi_1', { amount: '500' });
    // @ts-expect-error a capture has no reason
    void stripe.capture('pi_1', { reason: 'duplicate' });
    // @ts-expect-error Chargefy documents no capture
    void chargefy.capture('pi_1');
  });
});

describe('an error', () => {
  test('is told by its kind', () => {
    expectTypeOf<Stripe.CancelError['kind']>().toEqualTypeOf<
      | 'api'
      | 'invalid_id'
      | 'client_secret'
      | 'invalid_header'
      | 'aborted'
      | 'timeout'
      | 'network'
      | 'redirect'
      | 'not_json'
      | 'too_large'
      | 'undocumented'
      | 'invalid_response'
      | 'exception'
    >();
    expectTypeOf<Stripe.CancelError['kind']>().toEqualTypeOf<Chargefy.CancelError['kind']>();
  });

  test('has what its kind has', async () => {
    const { error } = await stripe.cancel('pi_1');
    if (error?.kind === 'timeout') expectTypeOf(error.timeout).toEqualTypeOf<number>();
    if (error?.kind === 'redirect') expectTypeOf(error.location).toEqualTypeOf<string | null>();
    // @ts-expect-error a network error has no status
    if (error?.kind === 'network') error.status;
    expectTypeOf(error?.message).toEqualTypeOf<string | undefined>();
    expectTypeOf(error?.requestId).toEqualTypeOf<string | undefined>();
  });

  test('of the vendor is told by its status, and then has the codes of that status', async () => {
    const { error } = await stripe.cancel('pi_1');
    if (error?.kind !== 'api') return;
    expectTypeOf(error.status).toEqualTypeOf<400 | 401 | 403 | 404 | 409 | 429 | 500 | 503>();
    if (error.status === 409) expectTypeOf(error.body.error.code).toEqualTypeOf<'idempotency_key_in_use'>();
    if (error.status === 404) expectTypeOf(error.body.error.code).toEqualTypeOf<'resource_missing' | undefined>();
    if (error.status === 400) {
      expectTypeOf(error.body.error.payment_intent).toEqualTypeOf<Stripe.PaymentIntent | undefined>();
    }
  });

  test('has no status that the operation does not have', async () => {
    const { error } = await stripe.retrieve('pi_1');
    // @ts-expect-error only a POST can find its key in use
    if (error?.kind === 'api' && error.status === 409) error.body;
    const other = await chargefy.retrieve('pi_1');
    // @ts-expect-error nothing in it could be bad
    if (other.error?.kind === 'api' && other.error.status === 400) other.error.body;
  });
});

test('the reasons that a request may give are fewer than those that an answer may have', () => {
  expectTypeOf<Stripe.RequestedCancellationReason>().toEqualTypeOf<
    'duplicate' | 'fraudulent' | 'requested_by_customer' | 'abandoned'
  >();
  expectTypeOf<'void_invoice'>().toExtend<Stripe.CancellationReason>();
  expectTypeOf<'void_invoice'>().not.toExtend<Stripe.RequestedCancellationReason>();
});
