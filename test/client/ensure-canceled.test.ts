import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
import { spoken } from '../support/calls.js';
import { type FaultyReference, startFaultyReference } from '../support/faultyReference.js';
import { arrange, shareReference } from '../support/reference.js';
import { deadAddress } from '../support/serving.js';

describe.each([
  { dialect: 'stripe', create: createStripeClient },
  { dialect: 'chargefy', create: createChargefyClient },
] as const)('ensureCanceled, at a $dialect server', ({ dialect, create }) => {
  const reference = shareReference(dialect);
  const client = (apiKey: string = spoken[dialect].key, baseUrl = reference().url) =>
    create({ apiKey, baseUrl, retryDelay: 1 });
  const clientOf = ({ apiKey, fetch }: FaultyReference) => create({ apiKey, fetch, retryDelay: 1 });

  it('cancels, with a reason', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const result = await ensureCanceled(client(), id, { reason: 'duplicate' });

    expect(result).toMatchObject({
      outcome: 'canceled',
      intent: expect.objectContaining({ id, status: 'canceled', cancellation_reason: 'duplicate' }),
    });
  });

  it('finds what is canceled already', async () => {
    const { id } = await arrange(reference(), { status: 'requires_payment_method' });
    const canceled = await client().cancel(id, { reason: 'fraudulent' });

    const result = await ensureCanceled(client(), id, { reason: 'duplicate' });

    expect(result).toMatchObject({ outcome: 'already_canceled', intent: canceled.data });
  });

  it('says when it is too late, and why', async () => {
    const intent = await arrange(reference(), { status: 'succeeded' });

    const result = await ensureCanceled(client(), intent.id);

    expect(result).toMatchObject({ outcome: 'too_late', status: 'succeeded', intent });
  });

  it('tells a payment that can’t be canceled now from one that can’t be canceled any more', async () => {
    const { id } = await arrange(reference(), { status: 'processing', processing_cancelable: false });

    const result = await ensureCanceled(client(), id);

    expect(result).toMatchObject({ outcome: 'processing', intent: { id, status: 'processing' } });
  });

  it('says when there is no such intent', async () => {
    const result = await ensureCanceled(client(), 'pi_nope');

    expect(result).toMatchObject({ outcome: 'not_found', error: { kind: 'api', status: 404 } });
  });

  it('says the same when another account owns the intent', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const result = await ensureCanceled(client(spoken[dialect].keyOfOtherOrganization), id);

    expect(result.outcome).toBe('not_found');
  });

  it('says when the key is not known', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const result = await ensureCanceled(client('nobodys_key'), id);

    expect(result).toMatchObject({ outcome: 'unauthenticated', error: { kind: 'api', status: 401 } });
  });

  it('says when the request makes no sense', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });
    const reason = 'because' as 'duplicate';

    expect(await ensureCanceled(client(), id, { reason })).toMatchObject({
      outcome: 'invalid_request',
      error: { kind: 'api', status: 400 },
    });
    expect(await ensureCanceled(client(), '..')).toMatchObject({
      outcome: 'invalid_request',
      error: { kind: 'invalid_id' },
    });
  });

  it('tells the cancel that succeeds from others at the same time', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });
    const ten = Array.from({ length: 10 }, () => ensureCanceled(client(), id));

    const outcomes = (await Promise.all(ten)).map(({ outcome }) => outcome).sort();

    expect(outcomes).toEqual([...Array(9).fill('already_canceled'), 'canceled']);
  });

  it('does not take a wrong address for an intent that does not exist', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const result = await ensureCanceled(client(spoken[dialect].key, `${reference().url}/v1`), id);

    expect(result).toMatchObject({ outcome: 'unknown', error: { status: 404 } });
  });

  it('does not know when no answer comes', async () => {
    const result = await ensureCanceled(client(spoken[dialect].key, await deadAddress()), 'pi_1');

    expect(result).toMatchObject({ outcome: 'unknown', error: { kind: 'network', code: 'ECONNREFUSED' } });
    expect(result).not.toHaveProperty('intent');
  });

  it('does not know, but says what it saw, when no cancel gets through', async () => {
    const vendor = await startFaultyReference(dialect, { fault: 'connection lost before the cancel' });

    const result = await ensureCanceled(clientOf(vendor), vendor.id);

    expect(result).toMatchObject({
      outcome: 'unknown',
      error: { kind: 'network' },
      intent: { status: 'requires_capture' },
    });
  });

  it('sees that it is too late although no cancel gets through', async () => {
    const vendor = await startFaultyReference(dialect, { status: 'succeeded', fault: '502, HTML' });

    const result = await ensureCanceled(clientOf(vendor), vendor.id);

    expect(result).toMatchObject({ outcome: 'too_late', status: 'succeeded' });
  });

  it('does not believe a conflict that the intent itself contradicts', async () => {
    const vendor = await startFaultyReference(dialect, { fault: '409, no retry' });

    const result = await ensureCanceled(clientOf(vendor), vendor.id);

    expect(result).toMatchObject({ outcome: 'unknown', intent: { status: 'requires_capture' } });
  });

  it('needs no second request when the first is answered', async () => {
    const vendor = await startFaultyReference(dialect);

    await ensureCanceled(clientOf(vendor), vendor.id);

    expect(vendor.requests.all().map(({ method }) => method)).toEqual(['POST']);
  });
});

describe('ensureCanceled, at Stripe', () => {
  const reference = shareReference('stripe');
  const client = (apiKey = 'sk_test_reference') => createStripeClient({ apiKey, baseUrl: reference().url });

  it('says that a Checkout Session owns the intent', async () => {
    const { id } = await arrange(reference(), { status: 'requires_payment_method', checkout_session: 'cs_1' });

    const result = await ensureCanceled(client(), id);

    expect(result).toMatchObject({ outcome: 'checkout_owned', error: { kind: 'api', status: 400 } });
  });

  it.each(['pk_test_reference', 'rk_test_readonly'])('says that %s may not cancel', async (key) => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const result = await ensureCanceled(client(key), id);

    expect(result).toMatchObject({ outcome: 'unauthenticated', error: { kind: 'api', status: 403 } });
  });

  it('needs no retrieve to know that it comes too late', async () => {
    const { apiKey, fetch, id, requests } = await startFaultyReference('stripe', { status: 'succeeded' });

    const result = await ensureCanceled(createStripeClient({ apiKey, fetch }), id);

    expect(result.outcome).toBe('too_late');
    expect(requests.all().map(({ method }) => method)).toEqual(['POST']);
  });
});

describe('ensureCanceled, at worst', () => {
  const lost = () => new Response(null, { status: 503 });
  const waiting = () => Response.json({ object: 'payment_intent', status: 'requires_capture' });
  const conflict = () =>
    Response.json(
      { error: { code: 'resource_state_conflict', message: 'Concluded.', type: 'invalid_request_error' } },
      { status: 409 },
    );

  /** A `fetch` that gives these answers in turn, and from the beginning again. */
  function answers(...responses: (() => Response)[]) {
    let sent = 0;
    return { fetch: async () => responses[sent++ % responses.length]?.() ?? lost(), sent: () => sent };
  }

  it('sends 12 requests to Stripe', async () => {
    const { fetch, sent } = answers(lost, lost, lost, lost, lost, waiting);

    const result = await ensureCanceled(createStripeClient({ apiKey: 'key', fetch, retryDelay: 0 }), 'pi_1');

    expect(result).toMatchObject({ outcome: 'unknown', intent: { status: 'requires_capture' } });
    expect(sent()).toBe(12);
  });

  it('sends 18 requests to Chargefy, which are six for each cancel', async () => {
    const cancel = [lost, waiting, lost, waiting, conflict, waiting];
    const { fetch, sent } = answers(...cancel, lost, lost, waiting);

    const result = await ensureCanceled(createChargefyClient({ apiKey: 'key', fetch, retryDelay: 0 }), 'pi_1');

    expect(result).toMatchObject({ outcome: 'unknown', intent: { status: 'requires_capture' } });
    expect(sent()).toBe(18);
  });
});
