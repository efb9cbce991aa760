import { describe, expect, it } from 'vitest';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
import { breakingOnce } from '../support/breakingOnce.js';
import { arrange, shareReference } from '../support/reference.js';

const cancelPath = '/v1/payment_intents/{intent}/cancel';
const retrievePath = '/v1/payment_intents/{intent}';

describe('the Stripe client, at a server', () => {
  const reference = shareReference('stripe');
  const client = (apiKey = 'sk_test_reference') => createStripeClient({ apiKey, baseUrl: reference().url });

  it('cancels with a reason and gets the charge as an object', async () => {
    const { id, latest_charge } = await arrange(reference(), { status: 'requires_capture' });

    const { data, error, response } = await client().cancel(id, {
      reason: 'duplicate',
      expand: ['latest_charge', 'customer'],
    });

    expect(error).toBeUndefined();
    expect(response?.status).toBe(200);
    expect(data).toMatchObject({
      id,
      status: 'canceled',
      cancellation_reason: 'duplicate',
      latest_charge: { id: latest_charge, object: 'charge', captured: false },
      customer: null,
    });
  });

  it.each<
    [string, (to: ReturnType<typeof client>, id: string) => Promise<{ error?: { message: string } | undefined }>]
  >([
    ['a misspelled option', (to, id) => to.cancel(id, { timeOut: 5 } as object)],
    ['a text for the options', (to, id) => to.cancel(id, 'duplicate' as unknown as object)],
    ['an unknown option of a capture', (to, id) => to.capture(id, { reason: 'duplicate' } as object)],
  ])('%s is a parameter, which Stripe refuses: nothing happens', async (_, act) => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const { error } = await act(client(), id);

    expect(error?.message).toMatch(/^Received unknown parameter/);
    expect((await client().retrieve(id)).data?.status).toBe('requires_capture');
  });

  it('ensureCanceled with a text for the options cancels nothing', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const { outcome } = await ensureCanceled(client(), id, 'duplicate' as unknown as object);

    expect(outcome).toBe('invalid_request');
    expect((await client().retrieve(id)).data?.status).toBe('requires_capture');
  });

  it('a parameter by the name that Stripe has for it counts', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture', amount: 2_000 });

    const { data } = await client().capture(id, { amount_to_capture: 500 } as object);

    expect(data).toMatchObject({ status: 'succeeded', amount_received: 500 });
  });

  it('cancels by path', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const { data } = await client().POST(cancelPath, {
      params: { path: { intent: id } },
      body: { cancellation_reason: 'fraudulent', expand: ['latest_charge'] },
    });

    expect(data).toMatchObject({ id, status: 'canceled', cancellation_reason: 'fraudulent' });
  });

  it('captures a part by path', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture', amount: 2_000 });

    const { data } = await client().POST('/v1/payment_intents/{intent}/capture', {
      params: { path: { intent: id } },
      body: { amount_to_capture: 500, expand: ['latest_charge'] },
    });

    expect(data).toMatchObject({ status: 'succeeded', amount_received: 500, latest_charge: { amount_captured: 500 } });
  });

  it('captures all that is held', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture', amount: 2_000 });

    const { data, error } = await client().capture(id);

    expect(error).toBeUndefined();
    expect(data).toMatchObject({ id, status: 'succeeded', amount_received: 2_000, amount_capturable: 0 });
  });

  it('captures a part by name and gets the charge as an object', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture', amount: 2_000 });

    const { data } = await client().capture(id, { amount: 500, expand: ['latest_charge'] });

    expect(data).toMatchObject({ status: 'succeeded', amount_received: 500, latest_charge: { amount_captured: 500 } });
  });

  it('gives back the error of a capture that comes after the cancel, and of one of more than is held', async () => {
    const canceled = await arrange(reference(), { status: 'canceled' });
    const held = await arrange(reference(), { status: 'requires_capture', amount: 2_000 });

    const late = await client().capture(canceled.id);
    const large = await client().capture(held.id, { amount: 2_001 });
    const none = await client().capture(held.id, { amount: 0 });

    expect([late, large, none].map(({ error }) => error)).toMatchObject([
      { kind: 'api', status: 400, body: { error: { code: 'payment_intent_unexpected_state' } } },
      { kind: 'api', status: 400, body: { error: { code: 'amount_too_large' } } },
      { kind: 'api', status: 400, body: { error: { code: 'parameter_invalid_integer' } } },
    ]);
    expect((await client().retrieve(held.id)).data?.amount_capturable).toBe(2_000);
  });

  it('captures a part once although the answer is lost', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture', amount: 2_000 });
    const way = await breakingOnce(reference().url, (toClient, toServer) =>
      toServer.once('data', () => toClient.destroy()),
    );
    const cutOff = createStripeClient({ apiKey: 'sk_test_reference', baseUrl: way.url, retryDelay: 0 });

    const { data, response } = await cutOff.capture(id, { amount: 500 });

    expect(data).toMatchObject({ status: 'succeeded', amount_received: 500 });
    expect(response?.headers.get('Idempotent-Replayed')).toBe('true');
    expect(way.connections()).toBe(2);
  });

  it('retrieves with a client secret by path', async () => {
    const { id, client_secret } = await arrange(reference(), { status: 'requires_capture' });

    const { data } = await client().GET(retrievePath, {
      params: { path: { intent: id }, query: { client_secret: String(client_secret), expand: ['latest_charge'] } },
    });

    expect(data).toMatchObject({ id, latest_charge: { object: 'charge' } });
  });

  it('is told once that there is no search', async () => {
    const before = reference().logged.length;

    const { error } = await client().retrieve('search');

    expect(error).toMatchObject({
      kind: 'undocumented',
      status: 501,
      body: { error: { message: expect.stringContaining('does not serve GET /v1/payment_intents/search;') } },
    });
    expect(reference().logged.length - before).toBe(1);
  });

  it('cancels without anything but the id', async () => {
    const { id } = await arrange(reference(), { status: 'requires_payment_method' });

    const { data } = await client().cancel(id);

    expect(data).toMatchObject({ status: 'canceled', cancellation_reason: null });
  });

  it('retrieves what it canceled, by name and by path', async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture', customer: 'cus_1' });

    const canceled = await client().cancel(id);
    const retrieved = await client().retrieve(id);
    const expanded = await client().GET(retrievePath, {
      params: { path: { intent: id }, query: { expand: ['customer'] } },
    });

    expect(retrieved.data).toEqual(canceled.data);
    expect(expanded.data).toEqual({ ...canceled.data, customer: expect.objectContaining({ id: 'cus_1' }) });
  });

  it('gives back the error of a cancel that comes too late, and in it the intent', async () => {
    const intent = await arrange(reference(), { status: 'succeeded' });

    const { data, error, response } = await client().cancel(intent.id);

    expect(data).toBeUndefined();
    expect(response?.headers.get('Request-Id')).toMatch(/^req_/);
    if (error?.kind !== 'api' || error.status !== 400) throw new Error(`unexpected ${error?.kind}`);
    expect(error.message).toMatch(/^You cannot cancel this PaymentIntent because it has a status of succeeded\./);
    expect(error.body.error).toMatchObject({ code: 'payment_intent_unexpected_state', payment_intent: intent });
  });

  it('gives back the error of a key that is unknown', async () => {
    const { error } = await client('sk_test_nobody_1234').retrieve('pi_1');

    expect(error).toMatchObject({ kind: 'api', status: 401, message: 'Invalid API Key provided: sk_test_*******1234' });
    expect(error).not.toHaveProperty('requestId');
  });

  it('sends the version that its types describe, or another', async () => {
    const other = createStripeClient({
      apiKey: 'sk_test_reference',
      baseUrl: reference().url,
      apiVersion: '2025-03-31.basil',
    });

    const withBetas = createStripeClient({
      apiKey: 'sk_test_reference',
      baseUrl: reference().url,
      apiVersion: '2022-11-15; orders_beta=v4; other_beta=v1',
    });

    const answers = await Promise.all([client(), other, withBetas].map((each) => each.retrieve('pi_1')));

    const versions = answers.map(({ response }) => response?.headers.get('Stripe-Version'));
    expect(versions).toEqual(['2026-10-28.endive', '2025-03-31.basil', '2022-11-15; orders_beta=v4; other_beta=v1']);
  });

  it('acts for a connected account', async () => {
    const forAccount = createStripeClient({
      apiKey: 'sk_test_reference',
      baseUrl: reference().url,
      stripeAccount: 'acct_elsewhere',
    });

    const { error } = await forAccount.retrieve('pi_1');

    expect(error).toMatchObject({ kind: 'api', status: 403, body: { error: { code: 'account_invalid' } } });
  });

  it('names the account to act for in either way, and nothing unless asked to', async () => {
    const sent: Headers[] = [];
    const fetch = async (_: string, { headers }: RequestInit) => {
      sent.push(new Headers(headers));
      return new Response(null, { status: 404 });
    };
    const retrieve = (options: object) =>
      createStripeClient({ apiKey: 'sk_test_1', fetch, ...options }).retrieve('pi_1');

    await retrieve({});
    await retrieve({ stripeAccount: 'acct_a' });
    await retrieve({ stripeContext: 'acct_a/acct_b' });

    const accounts = sent.map((headers) => [headers.get('Stripe-Account'), headers.get('Stripe-Context')]);
    expect(accounts).toEqual([
      [null, null],
      ['acct_a', null],
      [null, 'acct_a/acct_b'],
    ]);
  });

  it.each([{ stripeAccount: '' }, { stripeContext: '' }, { stripeContext: 'acct_a\n' }, { apiVersion: '' }])(
    'sends nothing when a header would be empty or broken: %j',
    async (options) => {
      const fetch = () => expect.unreachable();

      const { error } = await createStripeClient({ apiKey: 'sk_test_1', fetch, ...options }).cancel('pi_1');

      expect(error?.kind).toBe('invalid_header');
    },
  );
});
