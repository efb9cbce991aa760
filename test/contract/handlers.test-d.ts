import { expectTypeOf, test } from 'vitest';
import type { Operations as ChargefyOperations } from '../../src/contract/chargefy.js';
import type { Handlers, OperationRequest } from '../../src/contract/handlers.js';
import type { Operations as StripeOperations } from '../../src/contract/stripe.js';

type Context = { readonly now: number };
type StripeHandlers = Handlers<StripeOperations, Context>;
type ChargefyHandlers = Handlers<ChargefyOperations, Context>;

type StripeCancel = Awaited<ReturnType<StripeHandlers['cancelPaymentIntent']>>;
type StripeRetrieve = Awaited<ReturnType<StripeHandlers['retrievePaymentIntent']>>;
type StripeCapture = Awaited<ReturnType<StripeHandlers['capturePaymentIntent']>>;
type ChargefyCancel = Awaited<ReturnType<ChargefyHandlers['cancelPaymentIntent']>>;
type ChargefyRetrieve = Awaited<ReturnType<ChargefyHandlers['retrievePaymentIntent']>>;

declare const stripeIntent: Extract<StripeRetrieve, { status: 200 }>;
declare const chargefyIntent: Extract<ChargefyRetrieve, { status: 200 }>;

const refusal = { message: 'No.', type: 'invalid_request_error' } as const;
const inConflict = { status: 409, body: { error: { ...refusal, code: 'resource_state_conflict' } } } as const;

test('a handler for every operation compiles', () => {
  const stripe: Pick<StripeHandlers, 'cancelPaymentIntent' | 'retrievePaymentIntent' | 'capturePaymentIntent'> = {
    cancelPaymentIntent: async ({ path, body }) => {
      expectTypeOf(path.intent).toEqualTypeOf<string>();
      expectTypeOf(body?.expand).toEqualTypeOf<string[] | undefined>();
      return { status: 400, body: { error: { ...refusal, code: 'payment_intent_unexpected_state' } } };
    },
    retrievePaymentIntent: async ({ query }, { now }) => {
      expectTypeOf(query?.expand).toEqualTypeOf<string[] | undefined>();
      expectTypeOf(now).toEqualTypeOf<number>();
      return stripeIntent;
    },
    capturePaymentIntent: async ({ body }) => {
      expectTypeOf(body?.expand).toEqualTypeOf<string[] | undefined>();
      return stripeIntent;
    },
  };
  const chargefy: ChargefyHandlers = {
    cancelPaymentIntent: async ({ path }) => {
      expectTypeOf(path.id).toEqualTypeOf<string>();
      return inConflict;
    },
    retrievePaymentIntent: async () => chargefyIntent,
  };
  expectTypeOf(stripe).toExtend<object>();
  expectTypeOf(chargefy).toExtend<object>();
});

test('deleting a handler does not compile', () => {
  const capturePaymentIntent = async () => stripeIntent;
  // @ts-expect-error retrievePaymentIntent is missing
  const stripe: StripeHandlers = { capturePaymentIntent, cancelPaymentIntent: async () => stripeIntent };
  // @ts-expect-error cancelPaymentIntent is missing
  const chargefy: ChargefyHandlers = { retrievePaymentIntent: async () => chargefyIntent };
  expectTypeOf([stripe, chargefy]).toExtend<object>();
});

test('a handler for an operation that the document does not have does not compile', () => {
  const retrievePaymentIntent = async () => chargefyIntent;
  const chargefy: ChargefyHandlers = {
    cancelPaymentIntent: async () => inConflict,
    retrievePaymentIntent,
    // @ts-expect-error there is no such operation
    confirmPaymentIntent: retrievePaymentIntent,
  };
  expectTypeOf(chargefy).toExtend<object>();
});

test('a status that the document does not give the operation does not compile', () => {
  // @ts-expect-error a cancel creates nothing
  const created: ChargefyCancel = { status: 201, body: chargefyIntent.body };
  // @ts-expect-error only a cancel can be in conflict
  const conflict: ChargefyRetrieve = { status: 409, body: inConflict.body };
  // @ts-expect-error Chargefy has no 403
  const forbidden: ChargefyCancel = { status: 403, body: inConflict.body };
  // @ts-expect-error only a cancel can find an idempotency key in use
  const inUse: StripeRetrieve = { status: 409, body: { error: { ...refusal, code: 'idempotency_key_in_use' } } };
  expectTypeOf([created, conflict, forbidden, inUse]).toExtend<object>();
});

test('a misspelt error code does not compile', () => {
  const known: (StripeCancel | ChargefyCancel)[] = [
    { status: 404, body: { error: { ...refusal, code: 'resource_missing' } } },
  ];
  // @ts-expect-error the code is resource_missing
  const stripe: StripeCancel = { status: 404, body: { error: { ...refusal, code: 'resource_mising' } } };
  // @ts-expect-error the code is resource_missing
  const chargefy: ChargefyCancel = { status: 404, body: { error: { ...refusal, code: 'resource_mising' } } };
  expectTypeOf([...known, stripe, chargefy]).toExtend<object>();
});

test('an error code that only another status carries does not compile', () => {
  const code = 'payment_intent_unexpected_state';
  const terminal: StripeCancel = { status: 400, body: { error: { ...refusal, code } } };
  // @ts-expect-error at Stripe a terminal state is a 400
  const stripe: StripeCancel = { status: 409, body: { error: { ...refusal, code } } };
  const capture: StripeCapture = { status: 400, body: { error: { ...refusal, code: 'amount_too_large' } } };
  // @ts-expect-error a cancel has no amount that could be too large
  const cancel: StripeCancel = { status: 400, body: { error: { ...refusal, code: 'amount_too_large' } } };
  // @ts-expect-error at Chargefy it is a 409
  const chargefy: ChargefyCancel = { status: 404, body: inConflict.body };
  expectTypeOf([terminal, stripe, capture, cancel, chargefy]).toExtend<object>();
});

test('a handler of any such reply does not compile', () => {
  // @ts-expect-error the code is resource_state_conflict
  const cancelPaymentIntent: ChargefyHandlers['cancelPaymentIntent'] = async () => ({
    status: 409,
    body: { error: { ...refusal, code: 'resource_state_conflicts' } },
  });
  expectTypeOf(cancelPaymentIntent).toExtend<object>();
});

test('a PaymentIntent with a misspelt status, or without one of its properties, does not compile', () => {
  // @ts-expect-error the status is canceled
  const misspelt: StripeRetrieve = { status: 200, body: { ...stripeIntent.body, status: 'cancelled' } };
  const { canceled_at: _, ...incomplete } = chargefyIntent.body;
  // @ts-expect-error canceled_at is missing
  const partial: ChargefyRetrieve = { status: 200, body: incomplete };
  expectTypeOf([misspelt, partial]).toExtend<object>();
});

test('a handler that reads what the request does not have does not compile', () => {
  type Cancel = OperationRequest<ChargefyOperations['cancelPaymentIntent']>;
  // @ts-expect-error Chargefy's path parameter is id
  expectTypeOf<Cancel['path']['intent']>().toBeString();
  // @ts-expect-error there is no expand at Chargefy
  expectTypeOf<NonNullable<Cancel['body']>['expand']>().toBeArray();
});
