import { describe, expect, it } from 'vitest';
import { cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { expectStripeError } from '../../support/stripeError.js';

describe('Stripe-Version', () => {
  const server = shareReference('stripe');

  it.each(['2026-10-28.endive', '2025-03-31.basil', '2024-09-30.acacia', '2022-11-15', '2014-01-31'])(
    'is answered in kind: %s',
    async (version) => {
      const { id } = await arrange(server(), { status: 'requires_capture' });
      const headers = { 'Stripe-Version': version };

      expect((await retrieve(server(), id, '', { headers })).headers.get('stripe-version')).toBe(version);
      expect((await cancel(server(), id, { headers })).headers.get('stripe-version')).toBe(version);
    },
  );

  it.each(['yesterday', '', '2026-10-28.Endive', '2026-10-28.', '2026-1-1', '2026-10-28.endive; 2', ' 2026'])(
    'is refused when it is no version: %j',
    async (version) => {
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
