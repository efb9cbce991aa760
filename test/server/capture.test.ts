import { describe, expect, it } from 'vitest';
import { type CallOptions, call, cancel, retrieve } from '../support/calls.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

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
    'succeeded',
    'canceled',
  ])('is refused in %s, whoever owns the intent', async (status) => {
    for (const owner of [{}, { checkout_session: 'cs_1' }]) {
      const { id } = await arrange(server(), { status, ...owner });
      const { body: before } = await retrieve(server(), id);
      const answer = await capture(id);
      expect(answer.status).toBe(400);
      expect(expectRefusal('stripe', answer).error).toMatchObject({
        code: 'payment_intent_unexpected_state',
        message: `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
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
    ['amount_to_capture=500', 'amount_to_capture'],
    ['expand[]=latest_charge&amount_to_capture=500', 'amount_to_capture'],
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
