import { describe, expect, it } from 'vitest';
import * as chargefyValues from '../../src/contract/chargefy.js';
import * as stripeValues from '../../src/contract/stripe.js';
import { cancel, retrieve, spoken } from '../support/calls.js';
import { arrange, shareReference } from '../support/reference.js';

const later = 1_700_000_060;

/** What a cancel changes; whatever is not named here stays. */
const changes = {
  stripe: { canceled_at: later, processing: null },
  chargefy: { canceled_at: '2023-11-14T22:14:20Z', updated_at: '2023-11-14T22:14:20Z' },
};

const vendors = [
  { dialect: 'stripe', values: stripeValues },
  { dialect: 'chargefy', values: chargefyValues },
] as const;

describe.each(vendors)('a cancel at $dialect', ({ dialect, values }) => {
  const server = shareReference(dialect);

  const arrangeBefore = async (fixture: object) => {
    server().now = later - 60;
    const { id } = await arrange(server(), {
      amount: 12_345,
      customer: 'cus_1',
      metadata: { order: '1042' },
      ...fixture,
    });
    const before = (await retrieve(server(), id)).body;
    server().now = later;
    return { id, before };
  };

  it.each(values.cancelableStatusValues)('ends an intent in %s and leaves the rest of it as it was', async (status) => {
    const { id, before } = await arrangeBefore({ status });

    const answer = await cancel(server(), id);

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      ...before,
      status: 'canceled',
      cancellation_reason: null,
      amount_capturable: 0,
      next_action: null,
      ...changes[dialect],
    });
    expect((await retrieve(server(), id)).body).toEqual(answer.body);
  });

  it('keeps what was captured of a hold, with its charge and payment method', async () => {
    const { id, before } = await arrangeBefore({ status: 'requires_capture', amount_received: 345 });
    expect(before).toMatchObject({
      amount_capturable: 12_000,
      amount_received: 345,
      latest_charge: expect.any(String),
    });

    const { body } = await cancel(server(), id);

    const { amount_received, latest_charge, payment_method, client_secret } = before;
    expect(body).toMatchObject({ amount_capturable: 0, amount_received, latest_charge, payment_method, client_secret });
  });

  it.each(values.requestedCancellationReasonValues)('echoes the reason %s', async (reason) => {
    const { id } = await arrangeBefore({ status: 'requires_payment_method' });

    const { body } = await cancel(server(), id, { body: spoken[dialect].reason(reason) });

    expect(body).toMatchObject({ status: 'canceled', cancellation_reason: reason });
    expect((await retrieve(server(), id)).body).toEqual(body);
  });

  it.each([{ status: 'succeeded' }, { status: 'canceled' }, { status: 'processing', processing_cancelable: false }])(
    'is refused for $status and changes nothing',
    async (fixture) => {
      const { id, before } = await arrangeBefore(fixture);

      const answer = await cancel(server(), id, { body: spoken[dialect].reason('duplicate') });

      expect(answer.status).toBe(dialect === 'stripe' ? 400 : 409);
      expect((await retrieve(server(), id)).body).toEqual(before);
    },
  );

  it('happens once: the second is refused, and the intent still says when and why it was the first time', async () => {
    const { id } = await arrangeBefore({ status: 'requires_capture' });
    const first = await cancel(server(), id, { body: spoken[dialect].reason('fraudulent') });
    server().now = later + 60;

    const second = await cancel(server(), id, { body: spoken[dialect].reason('duplicate') });

    expect(second.status).toBe(dialect === 'stripe' ? 400 : 409);
    expect((await retrieve(server(), id)).body).toEqual(first.body);
  });

  it('keeps what this server never makes itself, such as the error of a failed attempt', async () => {
    const { id, before } = await arrangeBefore({ status: 'requires_payment_method' });
    const declined = { ...before, id: `${id}_declined`, ...failedAttempt[dialect] };
    const owner = { organization: dialect === 'stripe' ? 'acct_reference' : 'org_reference', livemode: false };
    await server().store.transact(({ intents }) => intents.add(owner, server().dialect.decode(declined, server().now)));

    const { body } = await cancel(server(), declined.id);

    expect(body).toEqual({
      ...declined,
      status: 'canceled',
      cancellation_reason: null,
      amount_capturable: 0,
      next_action: null,
      ...changes[dialect],
    });
  });
});

const failedAttempt = {
  stripe: {
    last_payment_error: {
      type: 'card_error',
      code: 'card_declined',
      charge: 'ch_1',
      message: 'Your card was declined.',
    },
    latest_charge: 'ch_1',
    description: 'Room 12, two nights',
    shipping: { name: 'Ana', address: { country: 'PT' } },
  },
  chargefy: {
    last_payment_error: { category: 'invalid', code: 'card_declined', message: 'Card declined.' },
    latest_charge: 'ch_1',
    invoice: 'inv_1',
  },
};
