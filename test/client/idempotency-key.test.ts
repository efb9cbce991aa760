import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, type StripeClientOptions } from '../../src/client/stripe.js';

const cancelPath = '/v1/payment_intents/{intent}/cancel';

/** A client whose every request fails, and the idempotency keys it sent. */
function failing(options: Partial<StripeClientOptions> = {}) {
  const keys: (string | null)[] = [];
  const fetch = async (_: string, { headers }: RequestInit) => {
    keys.push(new Headers(headers).get('Idempotency-Key'));
    return new Response(null, { status: 500 });
  };
  return { keys, client: createStripeClient({ apiKey: 'sk_test_1', fetch, retryDelay: 0, ...options }) };
}

describe('the idempotency key', () => {
  it('is the same for every attempt, and another for every call', async () => {
    const { client, keys } = failing();

    await client.cancel('pi_1');
    await client.cancel('pi_1');

    const [first, , , second] = keys;
    expect(keys).toEqual([first, first, first, second, second, second]);
    expect(first).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(second).not.toBe(first);
  });

  it('can be chosen for a call, by name and by path', async () => {
    const { client, keys } = failing({ maxRetries: 1 });

    await client.cancel('pi_1', { idempotencyKey: 'cancel-1042' });
    await client.capture('pi_1', { idempotencyKey: 'capture-1042' });
    await client.POST(cancelPath, {
      params: { path: { intent: 'pi_1' }, header: { 'Idempotency-Key': 'cancel-1043' } },
    });

    expect(keys).toEqual(['cancel-1042', 'capture-1042', 'cancel-1043'].flatMap((key) => [key, key]));
  });

  it('can be made by the client’s owner', async () => {
    let number = 0;
    const { client, keys } = failing({ maxRetries: 0, idempotencyKey: () => `mine-${++number}` });

    await client.cancel('pi_1');
    await client.cancel('pi_2');

    expect(keys).toEqual(['mine-1', 'mine-2']);
  });

  it('is not sent with a retrieve', async () => {
    const { client, keys } = failing({ maxRetries: 0 });

    await client.retrieve('pi_1');

    expect(keys).toEqual([null]);
  });

  it.each(['', 'x'.repeat(256), 'line\nbreak', 'clé', ' padded '])(
    'is refused before anything is sent: %j',
    async (idempotencyKey) => {
      const { client, keys } = failing();

      const { error } = await client.cancel('pi_1', { idempotencyKey });

      expect(error).toMatchObject({ kind: 'invalid_header', header: 'Idempotency-Key' });
      expect(keys).toEqual([]);
    },
  );

  it('may be 255 characters long', async () => {
    const { client, keys } = failing({ maxRetries: 0 });

    await client.cancel('pi_1', { idempotencyKey: 'x'.repeat(255) });

    expect(keys).toEqual(['x'.repeat(255)]);
  });

  it('is not sent to Chargefy, which does not document it', async () => {
    const sent: Headers[] = [];
    const fetch = async (_: string, { headers }: RequestInit) => {
      sent.push(new Headers(headers));
      return new Response(null, { status: 404 });
    };

    await createChargefyClient({ apiKey: 'ch_test_1', fetch }).cancel('pi_1');

    expect(sent[0]?.has('Idempotency-Key')).toBe(false);
  });
});
