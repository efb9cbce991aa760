import { describe, expect, it } from 'vitest';
import * as chargefyValues from '../../src/contract/chargefy.js';
import type { DialectName } from '../../src/contract/dialect.js';
import * as stripeValues from '../../src/contract/stripe.js';
import { call, cancel, retrieve, spoken } from '../support/calls.js';
import { documented } from '../support/documented.js';
import { arrange, shareReference, startReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

const path = '/_fixtures/payment_intents';

/** What has to be true of an intent because of its status; whatever a status does not name has the value of `nothing`. */
const nothing = { amount_capturable: 0, amount_received: 0, canceled_at: null, cancellation_reason: null };
const some = (prefix: string) => expect.stringMatching(`^${prefix}_\\w{24}$`);
const consistent: Record<string, object> = {
  requires_payment_method: { payment_method: null, latest_charge: null, next_action: null },
  requires_confirmation: { payment_method: some('pm'), latest_charge: null, next_action: null },
  requires_action: { payment_method: some('pm'), latest_charge: null, next_action: expect.any(Object) },
  requires_capture: {
    amount_capturable: 2000,
    capture_method: 'manual',
    payment_method: some('pm'),
    latest_charge: some('ch'),
    next_action: null,
  },
  processing: { payment_method: some('pm'), latest_charge: some('ch'), next_action: null },
  pending: { payment_method: some('pm'), latest_charge: some('ch'), next_action: expect.any(Object) },
  succeeded: { amount_received: 2000, payment_method: some('pm'), latest_charge: some('ch'), next_action: null },
  canceled: { canceled_at: expect.anything(), next_action: null },
};

/** Members of the object that a fixture may name, each with a value. */
const takenAsGiven: Record<DialectName, [member: string, value: unknown][]> = {
  stripe: [
    ['created', 1_680_800_504],
    ['payment_method_types', ['card', 'link']],
    ['last_payment_error', { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' }],
    ['last_payment_error', null],
    ['on_behalf_of', 'acct_shop'],
    ['application', 'ca_shop'],
    ['description', 'Room 12, two nights'],
    ['description', null],
  ],
  chargefy: [
    ['created_at', '2023-04-06T17:01:44Z'],
    ['payment_method_types', ['boleto', 'pix']],
    ['last_payment_error', { category: 'invalid', code: 'payment_method_expired', message: 'It has expired.' }],
    ['last_payment_error', null],
  ],
};

/** What the other dialect's object has. */
const unlike: Record<DialectName, [member: string, value: unknown][]> = {
  stripe: [['created_at', '2023-04-06T17:01:44Z']],
  chargefy: [
    ['created', 1_680_800_504],
    ['on_behalf_of', 'acct_shop'],
    ['application', 'ca_shop'],
    ['description', 'Room 12, two nights'],
  ],
};

const vendors = [
  { dialect: 'stripe', values: stripeValues, currency: 'usd' },
  { dialect: 'chargefy', values: chargefyValues, currency: 'brl' },
] as const;

describe.each(vendors)('a fixture at $dialect', ({ dialect, values, currency }) => {
  const server = shareReference(dialect);
  const { disagreements } = documented(dialect);

  it.each(values.paymentIntentStatusValues)('in %s is an intent as it would be there', async (status) => {
    const answer = await call(server(), path, { method: 'POST', body: JSON.stringify({ status }) });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.body).toMatchObject({
      ...nothing,
      id: some('pi'),
      object: 'payment_intent',
      status,
      amount: 2000,
      currency,
      livemode: false,
      ...consistent[status],
    });
    if (dialect === 'stripe') expect(answer.body.processing === null).toBe(status !== 'processing');
    expect(disagreements('/components/schemas/PaymentIntent', answer.body)).toEqual([]);
    expect((await retrieve(server(), String(answer.body.id))).body).toEqual(answer.body);
  });

  it('makes an intent whose members stand in the order of the document', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const members = server().dialect.contract.membersOf('PaymentIntent');
    expect(Object.keys(intent)).toEqual(members.filter((name) => Object.hasOwn(intent, name)));
  });

  it('has what it is given', async () => {
    const given = {
      id: 'pi_given',
      status: 'succeeded',
      amount: 5000,
      amount_received: 4000,
      currency: 'eur',
      capture_method: 'manual',
      metadata: { order: '1042' },
      customer: 'cus_1',
      payment_method: 'pm_1',
    };

    expect(await arrange(server(), given)).toMatchObject(given);
  });

  it.each(takenAsGiven[dialect])('shows %s as it is given', async (member, value) => {
    const intent = await arrange(server(), { status: 'canceled', [member]: value });

    expect(intent).toMatchObject({ status: 'canceled', [member]: value });
    expect(disagreements('/components/schemas/PaymentIntent', intent)).toEqual([]);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each(unlike[dialect])('is refused by name for %j, which its object lacks', async (member, value) => {
    const answer = await call(server(), path, {
      method: 'POST',
      body: JSON.stringify({ status: 'canceled', [member]: value }),
    });

    expect(answer.status).toBe(400);
    expect(expectRefusal(dialect, answer).error.message).toMatch(
      new RegExp(`must NOT have additional properties: ${member}; known are status, id, `),
    );
  });

  it('has an id of its own when it is given none', async () => {
    const [one, other] = [
      await arrange(server(), { status: 'succeeded' }),
      await arrange(server(), { status: 'succeeded' }),
    ];

    expect(one.id).not.toBe(other.id);
    expect(one.client_secret).toMatch(new RegExp(`^${one.id}_secret_\\w{25}$`));
  });

  it.each([
    ['POST', `${path}/`],
    ['POST', '/_fixtures'],
    ['PUT', path],
    ['DELETE', path],
  ])('is made nowhere else: %s %s', async (method, target) => {
    const answer = await call(server(), target, { method });

    expect(answer.status).toBe(404);
    expectRefusal(dialect, answer);
  });

  it('needs a key', async () => {
    const answer = await call(server(), path, {
      method: 'POST',
      key: null,
      body: '{"id":"pi_foreign","status":"succeeded"}',
    });

    expect(answer.status).toBe(401);
    expectRefusal(dialect, answer);
    expect((await retrieve(server(), 'pi_foreign')).status).toBe(404);
  });

  it('belongs to the organization and the mode of its key', async () => {
    const { keyOfOtherMode: key } = spoken[dialect];
    const intent = await arrange(server(), { status: 'succeeded' }, key);

    expect(intent.livemode).toBe(true);
    expect((await retrieve(server(), intent.id, '', { key })).body).toEqual(intent);
    expect((await retrieve(server(), intent.id)).status).toBe(404);
  });

  it('cannot be made on a server without a control', async () => {
    const reference = await startReference(dialect, { control: false });

    const answer = await call(reference, path, { method: 'POST', body: '{"id":"pi_1","status":"succeeded"}' });

    expect(answer.status).toBe(404);
    expect(expectRefusal(dialect, answer).error.message).toBe(
      'This server has no control; serve on 127.0.0.1 without --no-control.',
    );
    expect((await retrieve(reference, 'pi_1')).status).toBe(404);
  });

  it.each([
    [
      '/_fixture/payment_intents',
      /^There is no POST \/_fixture\/payment_intents; known are .*\/_fixtures\/payment_intents, /,
    ],
    ['/_requests', /^There is no POST \/_requests; known are GET \/_requests\.$/],
  ])('has a path that a misspelled one is told: %s', async (misspelled, message) => {
    const answer = await call(server(), misspelled, { method: 'POST', body: '{}' });

    expect(answer.status).toBe(404);
    expect(expectRefusal(dialect, answer).error.message).toMatch(message);
  });
});

describe('a fixture at stripe whose payment failed', () => {
  const server = shareReference('stripe');
  const last_payment_error = {
    type: 'card_error',
    charge: 'ch_failed',
    code: 'card_declined',
    message: 'Your card was declined.',
  };

  it('has the failed charge, before and after a cancel', async () => {
    const { id } = await arrange(server(), { status: 'requires_payment_method', last_payment_error });
    const failed = {
      id: 'ch_failed',
      captured: false,
      failure_code: 'card_declined',
      failure_message: 'Your card was declined.',
      paid: false,
      status: 'failed',
    };

    expect((await retrieve(server(), id)).body).toMatchObject({ latest_charge: 'ch_failed', last_payment_error });
    expect((await cancel(server(), id, { body: 'expand[]=latest_charge' })).body).toMatchObject({
      status: 'canceled',
      last_payment_error,
      latest_charge: failed,
    });
  });
});
