import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { createStripeClient } from '../../src/client/stripe.js';
import { cancel, retrieve } from '../support/calls.js';
import { arrange, shareReference, startReference } from '../support/reference.js';

const platform = 'sk_test_platform';

describe('a key that reaches other accounts', () => {
  const server = shareReference('stripe');

  const arrangedOn = async (headers: Record<string, string>) => {
    const { id } = await arrange(server(), { status: 'requires_capture', amount: 2000 }, platform, headers);
    return id;
  };
  const cancelOn = (id: string, headers: Record<string, string>) => cancel(server(), id, { key: platform, headers });
  const retrieveOn = (id: string, headers: Record<string, string>) =>
    retrieve(server(), id, '', { key: platform, headers });

  it.each([
    [{ 'Stripe-Account': 'acct_connected' }],
    [{ 'Stripe-Context': 'acct_connected' }],
    [{ 'Stripe-Context': 'acct_platform/acct_connected' }],
    [{ 'Stripe-Account': 'acct_connected', 'Stripe-Context': 'acct_platform/acct_connected' }],
  ])('cancels the intent of the account that is named, and no other: %j', async (headers) => {
    const id = await arrangedOn({ 'Stripe-Account': 'acct_connected' });

    expect((await cancelOn(id, {})).status).toBe(404);
    expect((await cancelOn(id, { 'Stripe-Account': 'acct_second' })).status).toBe(404);
    expect((await retrieveOn(id, headers)).body.status).toBe('requires_capture');
    const answer = await cancelOn(id, headers);

    expect(answer).toMatchObject({ status: 200, body: { id, status: 'canceled' } });
    expect(answer.headers.get('stripe-account')).toBe((headers as Record<string, string>)['Stripe-Account'] ?? null);
  });

  it('acts for its own account when that is named, or none', async () => {
    for (const headers of [{}, { 'Stripe-Account': 'acct_platform' }, { 'Stripe-Context': 'acct_platform' }]) {
      expect((await cancelOn(await arrangedOn({}), headers)).status).toBe(200);
    }
  });

  it('has idempotency keys of its own on each account', async () => {
    const [own, connected] = [await arrangedOn({}), await arrangedOn({ 'Stripe-Account': 'acct_connected' })];
    const key = randomUUID();
    const atPlatform = { 'Idempotency-Key': key };
    const atConnected = { 'Idempotency-Key': key, 'Stripe-Account': 'acct_connected' };

    expect((await cancelOn(own, atPlatform)).status).toBe(200);
    const first = await cancelOn(connected, atConnected);
    const again = await cancelOn(connected, atConnected);

    expect(first.status).toBe(200);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('stripe-account')).toBe('acct_connected');
  });

  it.each([
    { 'Stripe-Account': 'acct_nope' },
    { 'Stripe-Account': '' },
    { 'Stripe-Account': 'acct_connected, acct_connected' },
    { 'Stripe-Context': 'acct_nope' },
    { 'Stripe-Context': '' },
    { 'Stripe-Context': 'acct_connected/' },
    { 'Stripe-Context': '/acct_connected' },
    { 'Stripe-Context': 'acct_platform/acct_nope' },
    { 'Stripe-Context': 'acct_nope/acct_connected' },
    { 'Stripe-Context': 'ACCT_CONNECTED' },
    { 'Stripe-Context': 'constructor' },
    { 'Stripe-Context': '__proto__' },
  ])('is refused an account that it does not reach, and cancels nothing: %j', async (headers) => {
    const ids = [await arrangedOn({}), await arrangedOn({ 'Stripe-Account': 'acct_connected' })];

    for (const id of ids) {
      const answer = await cancelOn(id, headers);
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'account_invalid' } } });
      expect(answer.headers.get('stripe-account')).toBeNull();
    }

    expect((await retrieveOn(String(ids[0]), {})).body.status).toBe('requires_capture');
    expect((await retrieveOn(String(ids[1]), { 'Stripe-Account': 'acct_connected' })).body.status).toBe(
      'requires_capture',
    );
  });

  it('is refused two accounts at once, and cancels nothing of either', async () => {
    const id = await arrangedOn({ 'Stripe-Account': 'acct_connected' });
    const headers = { 'Stripe-Account': 'acct_connected', 'Stripe-Context': 'acct_platform/acct_second' };

    const answer = await cancelOn(id, headers);

    expect(answer).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error' } } });
    expect(String((answer.body.error as { message: string }).message)).toContain('different accounts');
    expect((await retrieveOn(id, { 'Stripe-Account': 'acct_connected' })).body.status).toBe('requires_capture');
  });

  it('is taken for the account’s by the official SDK and by the client', async () => {
    const [first, second] = [
      await arrangedOn({ 'Stripe-Account': 'acct_connected' }),
      await arrangedOn({ 'Stripe-Account': 'acct_connected' }),
    ];
    const { hostname, port } = new URL(server().url);
    const sdk = new Stripe(platform, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
    const client = createStripeClient({
      apiKey: platform,
      baseUrl: server().url,
      stripeContext: 'acct_platform/acct_connected',
    });

    const canceled = await sdk.paymentIntents.cancel(first, {}, { stripeAccount: 'acct_connected' });

    expect(canceled.status).toBe('canceled');
    expect(await client.cancel(second)).toMatchObject({ data: { id: second, status: 'canceled' } });
  });
});

it('a key that reaches no other account can name its own alone', async () => {
  const reference = await startReference('stripe');
  const { id } = await arrange(reference, { status: 'requires_capture' });

  const refused = await cancel(reference, id, { headers: { 'Stripe-Context': 'acct_connected' } });
  const answer = await cancel(reference, id, { headers: { 'Stripe-Context': 'acct_reference' } });

  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'account_invalid' } } });
  expect(answer.status).toBe(200);
});
