import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';

const thrown = {
  nothing: undefined,
  null: null,
  'a string': 'out of order',
  'a symbol': Symbol('out of order'),
  'an object without a prototype': Object.create(null),
  'an error of strange members': Object.assign(new Error(), { message: { deep: true }, code: 20, cause: 7 }),
};

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const fetches: Record<string, Fetch> = {
  ...Object.fromEntries(
    Object.entries(thrown).map(([name, what]) => [`rejects with ${name}`, () => Promise.reject(what)]),
  ),
  'throws at once': () => {
    throw new Error('not now');
  },
  'gives back nothing': (async () => undefined) as unknown as Fetch,
  'gives back an object': (async () => ({})) as unknown as Fetch,
  'gives back no promise': (() => new Response(null, { status: 404 })) as unknown as Fetch,
};

describe.each([createStripeClient, createChargefyClient])('a call of %o', (create) => {
  it.each(Object.entries(fetches))('resolves to an error when its fetch %s', async (_, fetch) => {
    const client = create({ apiKey: 'key_for_tests', fetch, retryDelay: 0 });

    const { error } = await client.cancel('pi_1');
    const ensured = await ensureCanceled(client, 'pi_1');

    expect(error?.kind).toMatch(/^(network|exception|not_json)$/);
    expect(typeof error?.message).toBe('string');
    expect(ensured.outcome).toBe('unknown');
  });
});

describe('a call of the Stripe client', () => {
  const path = '/v1/payment_intents/{intent}/cancel';
  const params = { path: { intent: 'pi_1' } };
  const fetch = async () => new Response(null, { status: 404 });

  it('resolves to an error when what makes the idempotency key throws', async () => {
    const idempotencyKey = () => {
      throw new Error('no randomness left');
    };

    const { error } = await createStripeClient({ apiKey: 'sk_test_1', fetch, idempotencyKey }).cancel('pi_1');

    expect(error).toEqual({ kind: 'exception', message: 'The caller threw: no randomness left' });
  });

  it('resolves to an error when its body can’t be written', async () => {
    const cycle: { expand: unknown[] } = { expand: [] };
    cycle.expand.push(cycle);

    const { error } = await createStripeClient({ apiKey: 'sk_test_1', fetch }).POST(path, {
      params,
      body: cycle as { expand: string[] },
    });

    expect(error?.kind).toBe('exception');
  });

  it.each([undefined, null, {}])('resolves to an error when its init is %j', async (init) => {
    const post = createStripeClient({ apiKey: 'sk_test_1', fetch }).POST as unknown as (
      path: string,
      init: unknown,
    ) => Promise<{ error?: { kind: string } }>;

    expect((await post(path, init)).error?.kind).toBe('invalid_id');
  });
});
