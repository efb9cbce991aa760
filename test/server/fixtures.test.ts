import { describe, expect, it } from 'vitest';
import * as chargefyValues from '../../generated/chargefy.js';
import * as stripeValues from '../../generated/stripe.js';
import { call, retrieve, spoken } from '../support/calls.js';
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
    ['GET', path],
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

  it('cannot be made on a server without fixtures', async () => {
    const reference = await startReference(dialect, { fixtures: false });

    const answer = await call(reference, path, { method: 'POST', body: '{"id":"pi_1","status":"succeeded"}' });

    expect(answer.status).toBe(404);
    expect(expectRefusal(dialect, answer).error.message).toContain(`Unrecognized request URL (POST: ${path})`);
    expect((await retrieve(reference, 'pi_1')).status).toBe(404);
  });
});
