import { expectTypeOf, test } from 'vitest';
import type * as Chargefy from '../../src/client/chargefy.js';
import { createChargefyClient } from '../../src/client/chargefy.js';
import type * as Stripe from '../../src/client/stripe.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';

const stripe = createStripeClient({ apiKey: 'sk_test_reference' });
const chargefy = createChargefyClient({ apiKey: 'ch_test_reference' });

test('has the intent and the errors of the client it was given', async () => {
  expectTypeOf(await ensureCanceled(stripe, 'pi_1')).toEqualTypeOf<Stripe.CancelOutcome>();
  expectTypeOf(await ensureCanceled(chargefy, 'pi_1')).toEqualTypeOf<Chargefy.CancelOutcome>();
});

test('takes a client of either dialect', async () => {
  const either = stripe as Stripe.StripeClient | Chargefy.ChargefyClient;
  const result = await ensureCanceled(either, 'pi_1', { reason: 'duplicate' });
  if (result.outcome === 'canceled') {
    expectTypeOf(result.intent).toExtend<Stripe.PaymentIntent | Chargefy.PaymentIntent>();
    expectTypeOf(result.intent.canceled_at).toEqualTypeOf<number | string | null>();
  }
});

test('is told by its outcome', async () => {
  const result = await ensureCanceled(stripe, 'pi_1');
  expectTypeOf(result.requestId).toEqualTypeOf<string | undefined>();
  expectTypeOf(result.outcome).toEqualTypeOf<
    | 'canceled'
    | 'already_canceled'
    | 'too_late'
    | 'processing'
    | 'not_found'
    | 'unauthenticated'
    | 'checkout_owned'
    | 'invalid_request'
    | 'unknown'
  >();
  switch (result.outcome) {
    case 'canceled':
    case 'already_canceled':
      expectTypeOf(result.intent).toExtend<Stripe.PaymentIntent>();
      expectTypeOf(result.intent.status).toEqualTypeOf<'canceled'>();
      return;
    case 'too_late':
      expectTypeOf(result.status).toEqualTypeOf<'succeeded'>();
      expectTypeOf(result.intent).toExtend<Stripe.PaymentIntent>();
      expectTypeOf(result.intent.status).toEqualTypeOf<'succeeded'>();
      return;
    case 'processing':
      expectTypeOf(result.intent.status).toEqualTypeOf<'processing'>();
      return;
    case 'not_found':
    case 'unauthenticated':
    case 'checkout_owned':
    case 'invalid_request':
      expectTypeOf(result.error).toEqualTypeOf<Stripe.CancelError | Stripe.RetrieveError>();
      // @ts-expect-error nothing has been seen of it
      result.intent;
      return;
    case 'unknown':
      expectTypeOf(result.intent).toEqualTypeOf<Stripe.PaymentIntent | undefined>();
      return;
    default:
      expectTypeOf(result).toBeNever();
  }
});
