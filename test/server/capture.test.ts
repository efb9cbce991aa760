import { describe, expect, it } from 'vitest';
import { type CallOptions, call, cancel, retrieve } from '../support/calls.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';
import { coded, expectStripeError } from '../support/stripeError.js';

describe('a capture at stripe', () => {
  const server = shareReference('stripe');
  const capture = (id: string, options: CallOptions = {}) =>
    call(server(), `/v1/payment_intents/${id}/capture`, { method: 'POST', ...options });

  it('collects what is held and leaves the rest of the intent as it was', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 12_345, metadata: { order: '1042' } });
    const { body: before } = await retrieve(server(), id);

    const answer = await capture(id);

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...before, status: 'succeeded', amount_capturable: 0, amount_received: 12_345 });
    expect((await retrieve(server(), id)).body).toEqual(answer.body);
  });

  it.each([1, 500, 11_999, 12_345])('collects %i of what is held and releases the rest', async (amount) => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 12_345, metadata: { order: '1042' } });
    const { body: before } = await retrieve(server(), id);

    const answer = await capture(id, { body: `amount_to_capture=${amount}` });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...before, status: 'succeeded', amount_capturable: 0, amount_received: amount });
    expect((await retrieve(server(), id)).body).toEqual(answer.body);
    expect((await capture(id, { body: 'amount_to_capture=1' })).status).toBe(400);
    expect((await cancel(server(), id)).status).toBe(400);
    expect((await retrieve(server(), id)).body).toEqual(answer.body);
  });

  it('shows the part in the charge, and nothing refunded', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 2_000 });
    const { body } = await capture(id, { body: 'amount_to_capture=500&expand[]=latest_charge' });
    expect(body.latest_charge).toMatchObject({
      amount: 2_000,
      amount_captured: 500,
      amount_refunded: 0,
      captured: true,
      paid: true,
      refunded: false,
      status: 'succeeded',
    });
  });

  it('adds a part to what was captured before', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 2_000, amount_received: 500 });
    const { body } = await capture(id, { body: 'amount_to_capture=300' });
    expect(body).toMatchObject({ amount: 2_000, amount_received: 800, amount_capturable: 0 });
  });

  it('collects nothing when more is asked for than is held', async () => {
    const intent = await arrange(server(), { status: 'requires_capture', amount: 2_000, amount_received: 500 });

    for (const amount of ['1501', '2000', '99999999', '9007199254740991']) {
      const answer = await capture(intent.id, { body: `amount_to_capture=${amount}` });
      expect(answer.status).toBe(400);
      const message =
        'The payment could not be captured because the requested capture amount is greater than the amount you can capture for this charge. Contact us via https://support.stripe.com/contact/ for help.';
      expectStripeError(answer, coded('amount_too_large', message, { payment_intent: intent }));
    }
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
    expect((await capture(intent.id, { body: 'amount_to_capture=1500' })).body).toMatchObject({ status: 'succeeded' });
  });

  it.each(['10.5', 'abc', '1e3', '0x10', '007', '%2B5', '+5', '5%20', '-', '-0x1', '1_000', '9007199254740992', '٣'])(
    'is of an integer, unlike %s',
    async (text) => {
      const intent = await arrange(server(), { status: 'requires_capture' });
      const answer = await capture(intent.id, { body: `amount_to_capture=${text}` });
      expect(answer.status).toBe(400);
      const message = `Invalid integer: ${decodeURIComponent(text.replaceAll('+', ' '))}`;
      expectStripeError(answer, coded('parameter_invalid_integer', message, { param: 'amount_to_capture' }));
      expect((await retrieve(server(), intent.id)).body).toEqual(intent);
    },
  );

  it.each([
    ['amount_to_capture[]=5', '["5"]'],
    ['amount_to_capture[a]=5', '{"a":"5"}'],
  ])('is of one integer, unlike %s', async (body, value) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const error = coded('parameter_invalid_integer', `Invalid integer: ${value}`, { param: 'amount_to_capture' });
    expectStripeError(await capture(id, { body }), error);
  });

  it.each([
    ['0', coded('parameter_invalid_integer', 'This value must be greater than or equal to 1.', { param: 'amount' })],
    ['-0', coded('parameter_invalid_integer', 'This value must be greater than or equal to 1.', { param: 'amount' })],
    ['-1', { message: 'Invalid non-negative integer', param: 'amount_to_capture' }],
    [
      '',
      coded(
        'parameter_invalid_empty',
        "You passed an empty string for 'amount_to_capture'. We assume empty values are an attempt to unset a parameter; however 'amount_to_capture' cannot be unset. You should remove 'amount_to_capture' from your request or supply a non-empty value.",
        { param: 'amount_to_capture' },
      ),
    ],
  ])('is of a positive amount, unlike %j', async (amount, error) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const answer = await capture(intent.id, { body: `amount_to_capture=${amount}` });
    expect(answer.status).toBe(400);
    expectStripeError(answer, { ...error, payment_intent: intent });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
    expect(await capture('pi_nope', { body: `amount_to_capture=${amount}` })).toMatchObject({ status: 404 });
  });

  it('is of the last amount of several', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 2_000 });
    const { body } = await capture(id, { body: 'amount_to_capture=900&amount_to_capture=500' });
    expect(body).toMatchObject({ status: 'succeeded', amount_received: 500 });
  });

  it('looks for the intent before it says what it does not serve', async () => {
    expect(await capture('pi_nope', { body: 'final_capture=false' })).toMatchObject({ status: 404 });
  });

  it('is refused for the status, with any amount', async () => {
    const { id } = await arrange(server(), { status: 'canceled' });
    const { body } = await capture(id, { body: 'amount_to_capture=99999999' });
    expect(body).toMatchObject({ error: { code: 'payment_intent_unexpected_state' } });
  });

  it('is one step: exactly one of many parts asked for at once is collected', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 2_000 });
    const amounts = Array.from({ length: 20 }, (_, index) => 100 * (index + 1));
    const answers = await Promise.all(amounts.map((amount) => capture(id, { body: `amount_to_capture=${amount}` })));
    const [first, ...others] = answers.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    expect((await retrieve(server(), id)).body).toEqual(first?.body);
  });

  it('of a part is covered by its idempotency key, and its refusal is kept', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 2_000 });
    const keyed = (key: string, body?: string) =>
      capture(id, { headers: { 'Idempotency-Key': `${key}-${id}` }, ...(body !== undefined && { body }) });

    const refused = await keyed('too-much', 'amount_to_capture=2001');
    expect(refused.headers.get('original-request')).toBe(refused.headers.get('request-id'));
    const first = await keyed('part', 'amount_to_capture=500');

    for (const [key, body, before] of [
      ['too-much', 'amount_to_capture=2001', refused],
      ['part', 'amount_to_capture=500', first],
    ] as const) {
      const replay = await keyed(key, body);
      expect(replay.headers.get('idempotent-replayed')).toBe('true');
      expect(replay.body).toEqual(before.body);
    }
    for (const body of [undefined, 'amount_to_capture=501', 'amount_to_capture=500&expand[]=customer']) {
      expect(await keyed('part', body)).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
    }
  });

  it.each([
    ['final_capture=true', '`final_capture` is a parameter', 'final_capture'],
    [
      'application_fee_amount=5&amount_to_capture=500',
      '`application_fee_amount` is a parameter',
      'application_fee_amount',
    ],
    ['metadata[order]=1042&transfer_data[amount]=5', '`metadata`, `transfer_data` are parameters', 'metadata'],
    [
      'statement_descriptor_suffix=&amount_to_capture=0',
      '`statement_descriptor_suffix` is a parameter',
      'statement_descriptor_suffix',
    ],
  ])('does not call a parameter of the vendor unknown: %s', async (body, named, param) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const answer = await capture(intent.id, { body });
    expect(answer.status).toBe(400);
    const message = `${named} of Stripe's that this reference server doesn't serve.`;
    expectStripeError(answer, { message, param, payment_intent: intent });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('adds to what was captured before', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 2_000, amount_received: 500 });
    expect((await capture(id)).body).toMatchObject({ amount_received: 2_000, amount_capturable: 0 });
  });

  it('shows in the charge', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 2_000 });
    const { body } = await capture(id, { body: 'expand[]=latest_charge' });
    expect(body.latest_charge).toMatchObject({ captured: true, amount_captured: 2_000, status: 'succeeded' });
  });

  it('does not care for the Checkout Session that owns the intent', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture', checkout_session: 'cs_1' });
    expect((await capture(id)).body).toMatchObject({ status: 'succeeded' });
  });

  it.each([
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'processing',
    'canceled',
    'succeeded',
  ])('is refused in %s, with any owner of the intent', async (status) => {
    for (const owner of [{}, { checkout_session: 'cs_1' }]) {
      const { id } = await arrange(server(), { status, ...owner });
      const { body: before } = await retrieve(server(), id);
      const answer = await capture(id);
      expect(answer.status).toBe(400);
      expect(expectRefusal('stripe', answer).error).toMatchObject({
        code: 'payment_intent_unexpected_state',
        message:
          status === 'succeeded'
            ? 'The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released.'
            : `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
        payment_intent: before,
      });
      expect((await retrieve(server(), id)).body).toEqual(before);
    }
  });

  it('ends the intent: it cannot be canceled afterwards, nor captured again', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    await capture(id);
    expect((await cancel(server(), id)).status).toBe(400);
    expect((await capture(id)).status).toBe(400);
  });

  it.each([
    ['x_unknown=500', 'x_unknown'],
    ['expand[]=latest_charge&amount=500', 'amount'],
    ['metadata[a]=b&nope=1&amount_to_capture=5', 'nope'],
    ['cancellation_reason=duplicate', 'cancellation_reason'],
    ['cancellation_reason=nope', 'cancellation_reason'],
  ])('does not know the parameter of %s', async (body, param) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const answer = await capture(id, { body });
    expect(answer.status).toBe(400);
    expect(expectRefusal('stripe', answer).error).toMatchObject({ code: 'parameter_unknown', param });
    expect((await retrieve(server(), id)).body).toMatchObject({ status: 'requires_capture' });
  });

  it('is for the owner alone', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    expect((await capture(id, { key: 'sk_test_other' })).status).toBe(404);
    expect((await capture(id, { key: 'sk_live_reference' })).status).toBe(404);
    expect((await capture(id, { key: 'pk_test_reference' })).status).toBe(403);
    expect((await capture(id, { key: 'rk_test_readonly' })).status).toBe(403);
    expect((await retrieve(server(), id)).body).toMatchObject({ status: 'requires_capture' });
  });

  it('is answered again as it was when it is repeated with its key', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const headers = { 'Idempotency-Key': `capture-${id}` };
    const first = await capture(id, { headers });
    const replay = await capture(id, { headers });
    expect(replay.status).toBe(200);
    expect(replay.body).toEqual(first.body);
    expect(replay.headers.get('idempotent-replayed')).toBe('true');
  });
});
