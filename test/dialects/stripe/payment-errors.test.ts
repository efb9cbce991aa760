import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Answer, call, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { coded, expectStripeError } from '../../support/stripeError.js';

const intents = '/v1/payment_intents';
const ofDahlia = { 'Stripe-Version': '2026-06-24.dahlia' };

/** A request that is refused. */
interface Refused {
  readonly of: string;
  /** Fixture of the intent; a new one is asked for without. */
  readonly intent?: object;
  readonly path?: '' | '/confirm' | '/capture' | '/increment_authorization';
  readonly form: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** To the letter, unless the words are ours. */
  readonly error: object;
  readonly ownWords?: boolean;
  readonly embedded?: boolean;
  /** Whether it was refused by the intent's state, and not by what it asked for. */
  readonly executed?: boolean;
}

const twoSpaces =
  'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents';
const waiting = { status: 'requires_payment_method' } as const;
const held = { status: 'requires_capture', amount: 2_000 } as const;

const ofParameters: Refused[] = [
  { of: 'no amount', form: 'currency=usd', error: missing('amount') },
  { of: 'no currency', form: 'amount=2000', error: missing('currency') },
  { of: 'nothing at all', form: '', error: missing('amount') },
  { of: 'no new total', path: '/increment_authorization', intent: held, form: '', error: missing('amount') },
  { of: 'an amount of 0', form: 'amount=0&currency=usd', error: notAnAmount(twoSpaces) },
  { of: 'a negative amount', form: 'amount=-1&currency=usd', error: notAnAmount(), ownWords: true },
  { of: 'a new amount of 0', intent: waiting, form: 'amount=0', error: notAnAmount(), ownWords: true, path: '' },
  {
    of: 'an amount below the minimum',
    form: 'amount=49&currency=usd',
    error: coded('amount_too_small', 'Amount must be at least $0.50 usd', { param: 'amount' }),
  },
  {
    of: 'an amount below the minimum of a currency in capitals',
    form: 'amount=29&currency=GBP',
    error: coded('amount_too_small', 'Amount must be at least £0.30 gbp', { param: 'amount' }),
    ownWords: true,
  },
  {
    of: 'an amount below the minimum of a currency without a minor unit',
    form: 'amount=49&currency=jpy',
    error: { code: 'amount_too_small', param: 'amount' },
    ownWords: true,
  },
  {
    of: 'an amount of nine digits',
    form: 'amount=100000000&currency=usd',
    error: coded('amount_too_large', 'Amount must be no more than $999,999.99', { param: 'amount' }),
  },
  {
    of: 'a new amount below the minimum',
    path: '',
    intent: waiting,
    form: 'amount=49',
    error: coded('amount_too_small', 'Amount must be at least $0.50 usd', { param: 'amount' }),
  },
  ...['10.5', 'abc', '1e3', '0x10', '+50', '050', '99999999999999999999', 'true']
    .flatMap<Refused>((value) => [
      {
        of: `an amount of ${value}`,
        form: `amount=${encodeURIComponent(value)}&currency=usd`,
        error: integer('amount'),
      },
      {
        of: `a new amount of ${value}`,
        path: '',
        intent: waiting,
        form: `amount=${encodeURIComponent(value)}`,
        error: integer('amount'),
      },
      {
        of: `an amount to capture of ${value}`,
        path: '/capture',
        intent: held,
        form: `amount_to_capture=${encodeURIComponent(value)}`,
        error: integer('amount_to_capture'),
      },
    ])
    .map((refused) => ({ ...refused, ownWords: true })),
  {
    of: 'an invalid currency',
    form: 'amount=2000&currency=usdz',
    error: {
      message: expect.stringMatching(
        /^Invalid currency: usdz\. Stripe currently supports these currencies: usd, aed, /,
      ),
      param: 'currency',
    },
  },
  {
    of: 'an invalid new currency',
    path: '',
    intent: waiting,
    form: 'currency=x',
    error: {
      message: expect.stringMatching(/^Invalid currency: x\. Stripe currently supports these currencies: usd, /),
      param: 'currency',
    },
  },
  ...(
    [
      [undefined, 'amount=2000&currency=usd&'],
      ['', ''],
      ['/confirm', ''],
    ] as const
  ).map<Refused>(([path, form]) => ({
    of: `an unknown payment method of ${path ?? 'a new intent'}`,
    ...(path !== undefined && { path, intent: waiting }),
    form: `${form}payment_method=pm_nope`,
    error: coded('resource_missing', "No such PaymentMethod: 'pm_nope'", { param: 'payment_method' }),
  })),
  {
    of: 'an unknown customer',
    form: 'amount=2000&currency=usd&customer=cus_x',
    error: coded('resource_missing', "No such customer: 'cus_x'", { param: 'customer' }),
  },
  {
    of: 'an unknown new customer',
    path: '',
    intent: waiting,
    form: 'customer=cus_x',
    error: coded('resource_missing', "No such customer: 'cus_x'", { param: 'customer' }),
  },
  {
    of: 'nowhere to return to',
    form: 'amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true',
    error: { message: dashboardMethods() },
  },
  {
    of: 'a descriptor for a card',
    form: 'amount=2000&currency=usd&statement_descriptor=Shop',
    error: { message: expect.stringContaining('statement_descriptor'), param: 'statement_descriptor' },
    ownWords: true,
  },
  {
    of: 'a transfer of an intent that makes none',
    path: '',
    intent: waiting,
    form: 'transfer_data[amount]=100',
    error: { param: 'transfer_data' },
    ownWords: true,
  },
  ...['metadata[__proto__]', 'transfer_data[__proto__]', '__proto__'].map<Refused>((name) => ({
    of: `a name of JavaScript's, ${name},`,
    path: '',
    intent: waiting,
    form: `${name}=a`,
    error: coded('parameter_unknown', `Received unknown parameter: ${name}`, { param: name }),
    embedded: true,
  })),
  {
    of: 'parameters that exclude each other',
    form: 'amount=2000&currency=usd&confirmation_method=manual&automatic_payment_methods[enabled]=true',
    error: { message: 'You may only specify one of these parameters: automatic_payment_methods, confirmation_method.' },
    ownWords: true,
  },
  {
    of: 'an invalid literal',
    form: 'amount=2000&currency=usd&capture_method=now',
    error: {
      message: 'Invalid capture_method: must be one of automatic, automatic_async, or manual',
      param: 'capture_method',
    },
  },
  {
    of: 'an invalid literal within a parameter',
    form: 'amount=2000&currency=usd&automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=x',
    error: { param: 'automatic_payment_methods[allow_redirects]' },
    ownWords: true,
  },
  {
    of: 'what is neither true nor false',
    form: 'amount=2000&currency=usd&confirm=yes',
    error: { message: 'Invalid boolean: yes', param: 'confirm' },
  },
  {
    of: 'an empty currency',
    form: 'amount=2000&currency=',
    error: { param: 'currency' },
    ownWords: true,
  },
  {
    of: 'an unknown parameter of a new intent',
    form: 'amount=2000&currency=usd&amont=1',
    error: coded('parameter_unknown', 'Received unknown parameter: amont', { param: 'amont' }),
  },
  ...(['', '/confirm', '/capture', '/increment_authorization'] as const).map<Refused>((path) => ({
    of: `unknown parameters of "${path}"`,
    path,
    intent: held,
    form: 'amont=1&b[c]=2',
    error: coded('parameter_unknown', 'Received unknown parameters: amont, b', { param: 'amont' }),
    embedded: true,
  })),
  ...(
    [
      [undefined, 'amount=2000&currency=usd&'],
      ['', ''],
      ['/confirm', 'payment_method=pm_card_visa&'],
    ] as const
  ).map<Refused>(([path, form]) => ({
    of: `types of payment methods in today's version, of ${path ?? 'a new intent'}`,
    ...(path !== undefined && { path, intent: waiting }),
    form: `${form}payment_method_types[]=card`,
    error: { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
    ownWords: true,
  })),
];

const states = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'canceled'];
const unexpected = (message: string, more: object = {}) => coded('payment_intent_unexpected_state', message, more);
const cannotConfirm = (status: string) =>
  status === 'succeeded'
    ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
    : `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action.`;
const cannotUpdate = (name: string, status: string) =>
  `This PaymentIntent's ${name} could not be updated because it has a status of ${status}. You may only update the ${name} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`;
const noMethod = "You cannot confirm this PaymentIntent because it's missing a payment method.";

const ofStates: Refused[] = [
  {
    of: 'a confirmation without a payment method',
    path: '/confirm',
    intent: waiting,
    form: '',
    error: unexpected(
      `${noMethod} You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.`,
    ),
  },
  {
    of: "a confirmation without a customer's payment method",
    path: '/confirm',
    intent: { ...waiting, customer: 'cus_1' },
    form: '',
    error: unexpected(
      `${noMethod} To confirm the PaymentIntent with cus_1, specify a payment method attached to this customer along with the customer ID.`,
    ),
  },
  ...['succeeded', 'canceled', 'processing', 'requires_capture'].flatMap<Refused>((status) => [
    {
      of: `a confirmation in ${status}`,
      path: '/confirm',
      intent: { status },
      form: '',
      error: unexpected(cannotConfirm(status)),
    },
    {
      of: `a confirmation with another card in ${status}`,
      path: '/confirm',
      intent: { status },
      form: 'payment_method=pm_card_visa',
      error: unexpected(cannotConfirm(status)),
    },
    ...[
      ['amount', 'amount=900'],
      ['currency', 'currency=eur'],
      ['payment_method', 'payment_method=pm_card_visa'],
    ].map<Refused>(([name = '', form = '']) => ({
      of: `another ${name} in ${status}`,
      path: '',
      intent: { status },
      form,
      error: unexpected(cannotUpdate(name, status), { param: name }),
    })),
  ]),
  {
    of: 'a capture of what is captured',
    path: '/capture',
    intent: { status: 'succeeded' },
    form: '',
    error: unexpected(
      'The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released.',
    ),
  },
  ...states.map<Refused>((status) => ({
    of: `a capture in ${status}`,
    path: '/capture',
    intent: { status },
    form: '',
    error: unexpected(
      `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    ),
  })),
  {
    of: 'a capture of more than is held',
    path: '/capture',
    intent: held,
    form: 'amount_to_capture=2001',
    error: coded(
      'amount_too_large',
      'The payment could not be captured because the requested capture amount is greater than the amount you can capture for this charge. Contact us via https://support.stripe.com/contact/ for help.',
    ),
  },
  ...[...states, 'succeeded', 'requires_capture'].map<Refused>((status) => ({
    of: `an increment in ${status}`,
    path: '/increment_authorization',
    intent: { status },
    form: 'amount=90000',
    error: { code: 'payment_intent_unexpected_state', message: expect.stringContaining('could not be incremented') },
    ownWords: true,
  })),
].map((refused) => ({ ...refused, embedded: true, executed: true }) as Refused);

const foreignMethods = (['', '/confirm'] as const).flatMap<Refused>((path) => [
  {
    of: `a customer's payment method on an intent without one, by "${path}"`,
    path,
    intent: waiting,
    form: 'payment_method=pm_saved',
    embedded: true,
    error: coded(
      'parameter_missing',
      'The `payment_method` parameter supplied pm_saved belongs to the Customer cus_saved. Please include the Customer in the `customer` parameter on the PaymentIntent.',
      { param: 'source' },
    ),
  },
  {
    of: `another customer's payment method, by "${path}"`,
    path,
    intent: { ...waiting, customer: 'cus_1' },
    form: 'payment_method=pm_saved',
    embedded: true,
    error: {
      message:
        'The PaymentMethod pm_saved does not belong to the Customer you supplied cus_1. Please use this PaymentMethod with the Customer that it belongs to instead.',
      param: 'payment_method',
    },
  },
]);

const incompatible = {
  code: 'payment_intent_incompatible_payment_method',
  message: expect.stringMatching(
    /^The PaymentMethod provided \(us_bank_account\) is not allowed for this PaymentIntent\. .* types: card\./,
  ),
  param: 'payment_method',
};
const ofAnotherType: Refused[] = [
  ...(['', '/confirm'] as const).flatMap<Refused>((path) =>
    [waiting, { status: 'requires_confirmation' }].map((intent) => ({
      of: `a payment method of another type on an intent in ${intent.status}, by "${path}"`,
      path,
      intent,
      form: 'payment_method=pm_usBankAccount_success',
      error: incompatible,
      ownWords: true,
      embedded: true,
    })),
  ),
  {
    of: 'a payment method of another type than a new intent shall take',
    form: 'amount=2000&currency=usd&payment_method=pm_usBankAccount_success&payment_method_types[]=card',
    headers: ofDahlia,
    error: incompatible,
    ownWords: true,
  },
  {
    of: 'a payment method that an intent no longer takes',
    path: '/confirm',
    intent: { status: 'requires_confirmation', payment_method_types: ['us_bank_account'] },
    form: '',
    error: { code: incompatible.code, param: 'payment_method' },
    ownWords: true,
    embedded: true,
    executed: true,
  },
];

const amountsToCapture: Refused[] = [
  {
    of: 'a capture of nothing',
    path: '/capture',
    intent: held,
    form: 'amount_to_capture=0',
    error: coded('parameter_invalid_integer', 'This value must be greater than or equal to 1.', { param: 'amount' }),
    embedded: true,
  },
  {
    of: 'a capture of less than nothing',
    path: '/capture',
    intent: held,
    form: 'amount_to_capture=-1',
    error: { message: 'Invalid non-negative integer', param: 'amount_to_capture' },
    embedded: true,
  },
];

function missing(param: string) {
  return coded('parameter_missing', `Missing required param: ${param}.`, { param });
}

function notAnAmount(message?: string) {
  const code = 'parameter_invalid_integer';
  return message === undefined ? { code, param: 'amount' } : coded(code, message, { param: 'amount' });
}

function integer(param: string) {
  return { code: 'parameter_invalid_integer', param };
}

function dashboardMethods() {
  return "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.";
}

describe('a payment that is refused', () => {
  const server = shareReference('stripe');

  it.each([...ofParameters, ...ofStates, ...foreignMethods, ...ofAnotherType, ...amountsToCapture])(
    'for $of changes nothing and says why',
    async (refused) => {
      const { intent: fixture, path = '', form, headers = {}, error, ownWords, embedded, executed = false } = refused;
      await arrange(server(), { status: 'succeeded', customer: 'cus_saved', payment_method: 'pm_saved' });
      const intent = fixture && (await arrange(server(), fixture));
      const before = await list();
      const target = intent ? `${intents}/${intent.id}${path}` : intents;
      const key = randomUUID();
      const send = (body: string) =>
        call(server(), target, { method: 'POST', body, headers: { ...headers, 'Idempotency-Key': key } });

      const answer = await send(form);

      expect(answer.status).toBe(400);
      const whole = { ...error, ...(embedded && { payment_intent: intent }) };
      if (ownWords) expect(answer.body).toMatchObject({ error: { type: 'invalid_request_error', ...whole } });
      else expectStripeError(answer, whole);
      expect(answer.headers.get('idempotency-key')).toBe(key);
      expect(answer.headers.get('original-request')).toBe(answer.headers.get('request-id'));
      expect(answer.headers.get('stripe-should-retry')).toBe(executed ? 'false' : null);
      if (intent) expect((await retrieve(server(), intent.id)).body).toEqual(intent);
      expect(await list()).toEqual(before);

      const again = await send(form);
      expect(again.headers.get('idempotent-replayed')).toBe(executed ? 'true' : null);
      expect(again.status).toBe(400);
      // A key under which nothing is kept takes other parameters.
      const other = await send('metadata[order]=17');
      expect(other.body).not.toMatchObject({
        error: { type: executed ? 'invalid_request_error' : 'idempotency_error' },
      });
    },
  );

  it('does not come from an update without parameters', async () => {
    const intent = await arrange(server(), { status: 'requires_confirmation' });
    const answer = await call(server(), `${intents}/${intent.id}`, { method: 'POST', body: '' });
    expect(answer).toMatchObject({ status: 200, body: intent });
  });

  it.each([
    ['a new intent', undefined, 'amount=2000&currency=usd&'],
    ['an update', '', ''],
    ['a confirmation', '/confirm', 'payment_method=pm_card_visa&'],
  ])('does not come from types of payment methods before endive: %s', async (_what, path, form) => {
    const { id } = await arrange(server(), waiting);
    const target = path === undefined ? intents : `${intents}/${id}${path}`;
    const body = `${form}payment_method_types[]=card`;
    const answer = await call(server(), target, { method: 'POST', body, headers: ofDahlia });
    expect(answer).toMatchObject({ status: 200, body: { payment_method_types: ['card'] } });
  });

  it.each([
    ['of an intent that takes its type', { payment_method_types: ['card', 'us_bank_account'] }],
    ['whose type the confirmation adds', {}, '&payment_method_types[]=us_bank_account'],
  ])('does not come from a payment method %s', async (_what, fixture, types = '') => {
    const { id } = await arrange(server(), { ...waiting, ...fixture });
    const body = `payment_method=pm_usBankAccount_success${types}`;
    const answer = await call(server(), `${intents}/${id}/confirm`, { method: 'POST', body, headers: ofDahlia });
    expect(answer).toMatchObject({ status: 200, body: { status: 'processing' } });
  });

  it('does not come from any type of payment method where the account decides about them', async () => {
    const automatic = 'automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=never';
    const { body } = await post(intents, `amount=2000&currency=usd&${automatic}`);
    const updated = await post(`${intents}/${body.id}`, 'payment_method=pm_usBankAccount_success');
    expect(updated).toMatchObject({ status: 200, body: { status: 'requires_confirmation' } });
    const confirmed = await post(`${intents}/${body.id}/confirm`, '');
    expect(confirmed).toMatchObject({ status: 200, body: { payment_method_types: ['card', 'us_bank_account'] } });
  });

  it('comes from a confirmation that may send the customer away and does not say where to', async () => {
    const { body } = await post(intents, 'amount=2000&currency=usd&payment_method=pm_card_visa');
    const answer = await post(`${intents}/${body.id}/confirm`, '');
    expect(answer.status).toBe(400);
    expectStripeError(answer, { message: dashboardMethods() });
    expect((await retrieve(server(), String(body.id))).body).toEqual(body);
  });

  const post = (path: string, body: string): Promise<Answer> => call(server(), path, { method: 'POST', body });
  const list = async () => (await call(server(), `${intents}?limit=100`)).body;
});
