import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { call, cancel, retrieve } from '../../support/calls.js';
import { shareReference } from '../../support/reference.js';

interface Decline {
  readonly card: string;
  readonly number: string;
  readonly code: string;
  readonly decline: string;
  readonly message: string;
  readonly advice: string;
  readonly network: string;
  readonly networkAdvice?: string;
  readonly param?: string;
}

const declined = 'Your card was declined.';
const later = 'try_again_later';
const never = 'do_not_try_again';
const correct = 'confirm_card_data';

const rows: readonly (readonly [string, string, string, string, string, string, string, string?, string?])[] = [
  ['chargeDeclined', '4000000000000002', 'card_declined', 'generic_decline', declined, later, '01'],
  [
    'chargeDeclinedInsufficientFunds',
    '4000000000009995',
    'card_declined',
    'insufficient_funds',
    'Your card has insufficient funds.',
    later,
    '51',
    '02',
  ],
  ['chargeDeclinedLostCard', '4000000000009987', 'card_declined', 'lost_card', declined, never, '41', '01'],
  ['chargeDeclinedStolenCard', '4000000000009979', 'card_declined', 'stolen_card', declined, never, '43', '01'],
  [
    'chargeDeclinedExpiredCard',
    '4000000000000069',
    'expired_card',
    'expired_card',
    'Your card has expired.',
    correct,
    '54',
    '03',
    'exp_month',
  ],
  [
    'chargeDeclinedIncorrectCvc',
    '4000000000000127',
    'incorrect_cvc',
    'incorrect_cvc',
    "Your card's security code is incorrect.",
    correct,
    'N7',
    '03',
    'cvc',
  ],
  [
    'chargeDeclinedProcessingError',
    '4000000000000119',
    'processing_error',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
    later,
    '06',
  ],
  [
    'chargeDeclinedVelocityLimitExceeded',
    '4000000000006975',
    'card_declined',
    'card_velocity_exceeded',
    'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    later,
    '61',
    '02',
  ],
  ['chargeCustomerFail', '4000000000000341', 'card_declined', 'generic_decline', declined, later, '01'],
];

const declines = rows.map<Decline>(([card, number, code, decline, message, advice, network, networkAdvice, param]) => ({
  card,
  number,
  code,
  decline,
  message,
  advice,
  network,
  ...(networkAdvice !== undefined && { networkAdvice }),
  ...(param !== undefined && { param }),
}));

const whole = {
  amount: 2_000,
  amount_capturable: 0,
  amount_received: 0,
  next_action: null,
  object: 'payment_intent',
  payment_method: null,
  status: 'requires_payment_method',
};
const cards = 'amount=2000&currency=usd&payment_method_types[]=card';
const ofDahlia = { 'Stripe-Version': '2026-06-24.dahlia' };

describe('a payment that is declined', () => {
  const server = shareReference('stripe');
  const post = (path: string, body: string, key = randomUUID() as string) =>
    call(server(), path, { method: 'POST', body, headers: { ...ofDahlia, 'Idempotency-Key': key } });
  const get = (path: string) => call(server(), path);

  it.each(
    declines.flatMap((decline) =>
      [
        `payment_method=pm_card_${decline.card}`,
        `payment_method=pm_card_visa_${decline.card}`,
        `payment_method_data[type]=card&payment_method_data[card][token]=tok_${decline.card}`,
        `payment_method_data[type]=card&payment_method_data[card][number]=${decline.number}&payment_method_data[card][exp_month]=1&payment_method_data[card][exp_year]=2034&payment_method_data[card][cvc]=123`,
      ].map((payment) => ({ payment, ...decline })),
    ),
  )('is a 402 of a new intent that waits for another payment method: $payment', async (expected) => {
    const answer = await post('/v1/payment_intents', `${cards}&confirm=true&${expected.payment}`);

    expect(answer.status).toBe(402);
    const { error } = answer.body as { error: Record<string, unknown> };
    const { payment_intent: intent, payment_method: method, charge, request_log_url: log, ...words } = error;
    expect(words).toEqual({
      advice_code: expected.advice,
      code: expected.code,
      decline_code: expected.decline,
      doc_url: `https://stripe.com/docs/error-codes/${expected.code.replaceAll('_', '-')}`,
      message: expected.message,
      ...(expected.networkAdvice !== undefined && { network_advice_code: expected.networkAdvice }),
      network_decline_code: expected.network,
      ...(expected.param !== undefined && { param: expected.param }),
      type: 'card_error',
    });
    expect(Object.keys(error)).toEqual([...Object.keys(error)].sort());
    expect(charge).toMatch(/^ch_/);
    expect(method).toMatchObject({
      object: 'payment_method',
      type: 'card',
      card: { last4: expected.number.slice(-4) },
    });
    expect(log).toEqual(expect.any(String));

    const { last_payment_error: last } = intent as { last_payment_error: object };
    const { payment_method_type: type, ...kept } = last as Record<string, unknown>;
    expect(kept).toEqual({ ...words, charge, payment_method: method });
    expect(Object.keys(kept)).toEqual(
      Object.keys(error).filter((name) => !/^(payment_intent|request_log_url)$/.test(name)),
    );
    expect(type).toBe('card');
    expect(intent).toMatchObject({ ...whole, latest_charge: charge });
  });

  it.each(declines)('has a charge that failed, and an intent that can be canceled: $card', async (expected) => {
    const created = await post('/v1/payment_intents', cards);
    const { id } = created.body as { id: string };
    const key = randomUUID();
    const confirm = () => post(`/v1/payment_intents/${id}/confirm`, `payment_method=pm_card_${expected.card}`, key);

    const answer = await confirm();

    expect(answer.status).toBe(402);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'idempotency-key': key,
      'original-request': answer.headers.get('request-id'),
      'stripe-should-retry': 'false',
      'stripe-version': ofDahlia['Stripe-Version'],
    });
    const { error } = answer.body as { error: Record<string, unknown> };
    const again = await confirm();
    expect(again).toMatchObject({ status: 402, body: answer.body });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const intent = (await retrieve(server(), id)).body;
    expect(intent).toEqual(error.payment_intent);

    const charge = await get(`/v1/charges/${error.charge}`);
    expect(charge).toMatchObject({
      status: 200,
      body: {
        id: error.charge,
        status: 'failed',
        paid: false,
        captured: false,
        amount: 2_000,
        amount_captured: 0,
        balance_transaction: null,
        failure_code: expected.code,
        failure_message: expected.message,
        outcome: {
          advice_code: expected.advice,
          network_advice_code: expected.networkAdvice ?? null,
          network_decline_code: expected.network,
          network_status: 'declined_by_network',
          reason: expected.decline,
          type: 'issuer_declined',
        },
        payment_intent: id,
        payment_method: (error.payment_method as { id: string }).id,
      },
    });

    const canceled = await cancel(server(), id);
    const { canceled_at, status, ...others } = canceled.body;
    expect({ status, canceled_at }).toEqual({ status: 'canceled', canceled_at: server().now });
    expect(others).toEqual(Object.fromEntries(Object.entries(intent).filter(([name]) => name in others)));
    expect((await get(`/v1/charges/${error.charge}`)).body).toEqual(charge.body);
  });

  it('is over once another card pays, and the charge that failed stays', async () => {
    const refused = await post('/v1/payment_intents', `${cards}&confirm=true&payment_method=pm_card_chargeDeclined`);
    const { payment_intent: intent, charge } = (refused.body as { error: Record<string, unknown> }).error;
    const { id } = intent as { id: string };

    const paid = await post(`/v1/payment_intents/${id}/confirm`, 'payment_method=pm_card_visa');

    expect(paid).toMatchObject({
      status: 200,
      body: { status: 'succeeded', amount_received: 2_000, last_payment_error: null },
    });
    expect(paid.body.latest_charge).not.toBe(charge);
    expect((await get(`/v1/charges/${charge}`)).body).toMatchObject({ status: 'failed', amount_captured: 0 });
    expect((await get(`/v1/charges/${paid.body.latest_charge}`)).body).toMatchObject({
      status: 'succeeded',
      amount_captured: 2_000,
      outcome: {
        network_status: 'approved_by_network',
        reason: null,
        seller_message: 'Payment complete.',
        type: 'authorized',
      },
    });
  });

  const mustAuthenticate = [
    'authenticationRequired',
    'authenticationRequiredOnSetup',
    'authenticationRequiredChargeDeclinedInsufficientFunds',
    'threeDSecure2Required',
  ];

  it.each(mustAuthenticate)('for lack of an authentication has no charge: %s', async (card) => {
    const body = `${cards}&confirm=true&off_session=true&payment_method=pm_card_${card}`;
    const answer = await post('/v1/payment_intents', body);

    expect(answer.status).toBe(402);
    const { error } = answer.body as { error: Record<string, unknown> };
    expect(error).toMatchObject({
      code: 'authentication_required',
      decline_code: 'authentication_required',
      message: 'Your card was declined. This transaction requires authentication.',
      type: 'card_error',
      payment_intent: { ...whole, latest_charge: null, last_payment_error: { code: 'authentication_required' } },
    });
    expect(error).not.toHaveProperty('charge');
    expect(await cancel(server(), (error.payment_intent as { id: string }).id)).toMatchObject({ status: 200 });
  });

  it.each(mustAuthenticate)('because it may not ask for an authentication says how to ask: %s', async (card) => {
    const body = `${cards}&confirm=true&error_on_requires_action=true&payment_method=pm_card_${card}`;
    const answer = await post('/v1/payment_intents', body);

    expect(answer).toMatchObject({
      status: 402,
      body: {
        error: {
          code: 'authentication_required',
          message:
            "This payment required an authentication action to complete, but `error_on_requires_action` was set. When you're ready, you can upgrade your integration to handle actions at https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.",
          type: 'card_error',
          payment_intent: { ...whole, latest_charge: null },
        },
      },
    });
    expect(answer.headers.get('stripe-should-retry')).toBe('false');
  });

  it('is none with a card that pays', async () => {
    for (const card of ['visa', 'visa_debit', 'mastercard', 'amex', 'discover', 'threeDSecureOptional']) {
      const answer = await post('/v1/payment_intents', `${cards}&confirm=true&payment_method=pm_card_${card}`);
      expect(answer, card).toMatchObject({ status: 200, body: { status: 'succeeded', last_payment_error: null } });
    }
  });
});
