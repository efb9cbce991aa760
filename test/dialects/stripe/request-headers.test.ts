import { describe, expect, it } from 'vitest';
import { call, cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { expectStripeError } from '../../support/stripeError.js';

describe('Stripe-Version', () => {
  const server = shareReference('stripe');

  it.each([
    '2026-10-28.endive',
    '2025-03-31.basil',
    '2024-06-20',
    '2022-11-15',
    '2014-01-31',
    '2024-02-29',
    '2025-07-30.preview',
    '2022-11-15; orders_beta=v4',
    '2022-11-15;orders_beta=v4',
    '2022-11-15; orders_beta=v4; other_beta=v1',
    '2026-08-26.preview; orders_beta=v12',
    `2022-11-15; ${'a'.repeat(238)}=v1`,
  ])('is answered as it was sent, with the object of today: %s', async (version) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const headers = { 'Stripe-Version': version };

    const canceled = await cancel(server(), id, { headers });
    const retrieved = await retrieve(server(), id, '', { headers });

    expect([canceled.status, retrieved.status]).toEqual([200, 200]);
    for (const answer of [canceled, retrieved]) expect(answer.headers.get('stripe-version')).toBe(version);
    expect(retrieved.body).toEqual(canceled.body);
    expect((await retrieve(server(), id)).body).toEqual(canceled.body);
  });

  it('of before 2025-03-31.basil shows a released hold as today: without a refund', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const headers = { 'Stripe-Version': '2024-06-20' };

    const { body } = await cancel(server(), id, { headers, body: 'expand[]=latest_charge' });

    expect(body.latest_charge).toMatchObject({ captured: false, refunded: false, amount_refunded: 0 });
  });

  it.each([
    'yesterday',
    '',
    '2022-08-02',
    '2022-08-02.acacia',
    '2022-08-02; orders_beta=v4',
    '2024-02-30',
    '2023-02-29',
    '2024-04-31.acacia',
    '2024-13-01',
    '2024-00-10',
    '2024-10-00',
    '2024-10-32',
    '2026-10-28.Endive',
    '2026-10-28.',
    '2026-1-1',
    '2026-10-28.endive; 2',
    '2022-11-15;',
    '2022-11-15; orders_beta',
    '2022-11-15; orders_beta=4',
    '2022-11-15; orders_beta=v4;',
    '2022-11-15, 2024-06-20',
    '2022-11-15 ; orders_beta=v4',
    '2022-11-15; "><script>=v4',
    ' 2026',
  ])('is refused when it is no version: %j', async (version) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const headers = { 'Stripe-Version': version };

    for (const answer of [
      await cancel(server(), intent.id, { headers }),
      await retrieve(server(), intent.id, '', { headers }),
    ]) {
      expect(answer.status).toBe(400);
      expectStripeError(answer, { message: `Invalid Stripe API version: ${version.trim()}` });
      expect(answer.headers.get('stripe-version')).toBe('2026-10-28.endive');
    }
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('that is too long is refused, and repeated up to the length of a version', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const version = `2022-11-15${'; orders_beta=v4'.repeat(500)}`;

    const answer = await cancel(server(), intent.id, { headers: { 'Stripe-Version': version } });

    expect(answer.status).toBe(400);
    expectStripeError(answer, { message: `Invalid Stripe API version: ${version.slice(0, 255)}…` });
    expect(answer.headers.get('stripe-version')).toBe('2026-10-28.endive');
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each(['yesterday', '2022-08-02', '2022-11-15\xe9', '2022-11-15; a=v1\tb', 'x'.repeat(5000)])(
    'is not repeated where it was not validated: %j',
    async (version) => {
      const headers = { 'Stripe-Version': version };

      for (const answer of [
        await call(server(), '/v1/nothing', { headers }),
        await cancel(server(), 'pi_1', { headers, key: 'pk_test_reference' }),
        await cancel(server(), 'pi_1', { headers: { ...headers, 'Content-Type': 'text/plain' }, body: 'x' }),
      ]) {
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.headers.get('stripe-version')).toBe('2026-10-28.endive');
      }
    },
  );
});

describe('Stripe-Account', () => {
  const server = shareReference('stripe');
  const headers = { 'Stripe-Account': 'acct_reference' };

  it('may name the account of the key, and is answered in kind', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), id, { headers });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('stripe-account')).toBe('acct_reference');
    expect((await cancel(server(), id, { headers })).headers.get('stripe-account')).toBe('acct_reference');
  });

  it.each(['acct_other', 'acct_nope', '', 'acct_reference, acct_other'])('may name no other: %j', async (account) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, { headers: { 'Stripe-Account': account } });

    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'account_invalid' } } });
    expect(answer.headers.has('stripe-account')).toBe(false);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });
});

describe('Idempotency-Key', () => {
  const server = shareReference('stripe');

  it.each([1, 255])('of %d characters is accepted and echoed', async (length) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const key = 'k'.repeat(length);

    const answer = await cancel(server(), id, { headers: { 'Idempotency-Key': key } });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('idempotency-key')).toBe(key);
    expect(answer.headers.get('original-request')).toBe(answer.headers.get('request-id'));
    expect(answer.headers.has('idempotent-replayed')).toBe(false);
  });

  it.each([0, 256, 5000])('of %d characters is refused', async (length) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await cancel(server(), intent.id, { headers: { 'Idempotency-Key': 'k'.repeat(length) } });

    expect(answer.status).toBe(400);
    expectStripeError(answer, { message: 'The Idempotency-Key header must be between 1 and 255 characters long.' });
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each([0, 256])('of %d characters means nothing to retrieve', async (length) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const answer = await retrieve(server(), id, '', { headers: { 'Idempotency-Key': 'k'.repeat(length) } });

    expect(answer.status).toBe(200);
    expect(answer.headers.has('idempotency-key')).toBe(false);
  });
});
