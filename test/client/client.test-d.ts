import { expectTypeOf, test } from 'vitest';
import type * as Chargefy from '../../src/client/chargefy.js';
import { createChargefyClient } from '../../src/client/chargefy.js';
import type * as Stripe from '../../src/client/stripe.js';
import { createStripeClient } from '../../src/client/stripe.js';

const stripe = createStripeClient({ apiKey: 'sk_test_reference' });
const chargefy = createChargefyClient({ apiKey: 'ch_test_reference' });

test('a call gives the dialect’s own PaymentIntent, or the errors of that operation', async () => {
  const path = { intent: 'pi_1' };
  const { data, error } = await stripe.POST('/v1/payment_intents/{intent}/cancel', { params: { path } });
  expectTypeOf(data).toExtend<Stripe.PaymentIntent | undefined>();
  expectTypeOf(error).toExtend<Stripe.CancelError | undefined>();
  expectTypeOf(data?.canceled_at).toEqualTypeOf<number | null | undefined>();

  const atChargefy = await chargefy.POST('/v1/payment-intents/{id}/cancel', { params: { path: { id: 'pi_1' } } });
  expectTypeOf(atChargefy.data).toExtend<Chargefy.PaymentIntent | undefined>();
  expectTypeOf(atChargefy.error).toExtend<Chargefy.CancelError | undefined>();
  expectTypeOf(atChargefy.data?.canceled_at).toEqualTypeOf<string | null | undefined>();
});

test('the reasons that a request may give are fewer than those that an answer may have', () => {
  expectTypeOf<Stripe.RequestedCancellationReason>().toEqualTypeOf<
    'duplicate' | 'fraudulent' | 'requested_by_customer' | 'abandoned'
  >();
  expectTypeOf<'void_invoice'>().toExtend<Stripe.CancellationReason>();
  expectTypeOf<'void_invoice'>().not.toExtend<Stripe.RequestedCancellationReason>();
});

test('a client without a key does not compile', () => {
  // @ts-expect-error apiKey is missing
  createStripeClient({});
  // @ts-expect-error apiKey is missing
  createChargefyClient({ baseUrl: 'http://127.0.0.1:4020' });
});

test('a path of the other dialect does not compile', () => {
  // @ts-expect-error this is Chargefy's
  stripe.POST('/v1/payment-intents/{id}/cancel', { params: { path: { id: 'pi_1' } } });
  // @ts-expect-error this is Stripe's
  chargefy.POST('/v1/payment_intents/{intent}/cancel', { params: { path: { intent: 'pi_1' } } });
});

test('a method that the path does not have does not compile', () => {
  const params = { path: { intent: 'pi_1' } };
  // @ts-expect-error a cancel is a POST
  stripe.GET('/v1/payment_intents/{intent}/cancel', { params });
  // @ts-expect-error there is no update
  stripe.POST('/v1/payment_intents/{intent}', { params });
});

test('a call without the id, or with the id by another name, does not compile', () => {
  // @ts-expect-error the id is missing
  stripe.POST('/v1/payment_intents/{intent}/cancel');
  // @ts-expect-error at Stripe its name is intent
  stripe.POST('/v1/payment_intents/{intent}/cancel', { params: { path: { id: 'pi_1' } } });
});

test('a misspelt reason does not compile', () => {
  const atStripe = { path: { intent: 'pi_1' } };
  const atChargefy = { path: { id: 'pi_1' } };
  // @ts-expect-error the reason is duplicate
  stripe.POST('/v1/payment_intents/{intent}/cancel', { params: atStripe, body: { cancellation_reason: 'duplicated' } });
  // @ts-expect-error only Stripe itself gives this reason
  stripe.POST('/v1/payment_intents/{intent}/cancel', { params: atStripe, body: { cancellation_reason: 'automatic' } });
  // @ts-expect-error null would be sent as an empty string, which Stripe refuses
  stripe.POST('/v1/payment_intents/{intent}/cancel', { params: atStripe, body: { cancellation_reason: null } });
  // @ts-expect-error the reason is duplicate
  chargefy.POST('/v1/payment-intents/{id}/cancel', { params: atChargefy, body: { cancellation_reason: 'duplicated' } });
  chargefy.POST('/v1/payment-intents/{id}/cancel', { params: atChargefy, body: { cancellation_reason: null } });
});

test('a wrong body does not compile', () => {
  const params = { path: { intent: 'pi_1' } };
  // @ts-expect-error expand is a list
  stripe.POST('/v1/payment_intents/{intent}/cancel', { params, body: { expand: 'customer' } });
  // @ts-expect-error of paths
  stripe.POST('/v1/payment_intents/{intent}/cancel', { params, body: { expand: [4] } });
  // @ts-expect-error a retrieve has none
  stripe.GET('/v1/payment_intents/{intent}', { params, body: { expand: ['customer'] } });
});

test('a wrong query or header does not compile', () => {
  const path = { intent: 'pi_1' };
  // @ts-expect-error expand is a list
  stripe.GET('/v1/payment_intents/{intent}', { params: { path, query: { expand: 'customer' } } });
  // @ts-expect-error a cancel has no query
  stripe.POST('/v1/payment_intents/{intent}/cancel', { params: { path, query: { expand: ['customer'] } } });
  // @ts-expect-error a key is a string
  stripe.POST('/v1/payment_intents/{intent}/cancel', { params: { path, header: { 'Idempotency-Key': 1042 } } });
});
