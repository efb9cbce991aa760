import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createChargefyClient } from '../../src/client/chargefy.js';
import { createStripeClient, ensureCanceled } from '../../src/client/stripe.js';
import { spoken } from '../support/calls.js';
import { exampleOf } from '../support/exampleOf.js';
import { arrange, shareReference } from '../support/reference.js';

describe.each([
  { dialect: 'stripe', create: createStripeClient },
  { dialect: 'chargefy', create: createChargefyClient },
] as const)('a $dialect client that validates responses', ({ dialect, create }) => {
  const reference = shareReference(dialect);
  const apiKey = spoken[dialect].key;
  const answeredBy = (status: number, body: object) =>
    create({ apiKey, fetch: async () => Response.json(body, { status }), validateResponses: true, maxRetries: 0 });

  it('has nothing against what the reference server says', async () => {
    const client = create({ apiKey, baseUrl: reference().url, validateResponses: true });
    const { id } = await arrange(reference(), { status: 'requires_capture' });

    const answers = [
      await client.retrieve(id),
      await client.cancel(id),
      await client.cancel(id),
      await client.cancel('pi_nope'),
    ];

    expect(answers.map(({ data, error }) => data?.status ?? error?.kind)).toEqual([
      'requires_capture',
      'canceled',
      'api',
      'api',
    ]);
  });

  it('says where an intent deviates from the document', async () => {
    const { amount: _, ...intent } = exampleOf(dialect, 'HoldReleased') as { amount: number };

    const { error, response } = await answeredBy(200, { ...intent, livemode: 'no' }).cancel('pi_1');

    if (error?.kind !== 'invalid_response') throw new Error(`unexpected ${error?.kind}`);
    expect(error.problems).toContain("the answer must have required property 'amount'");
    expect(error.status).toBe(200);
    expect(error.body).toMatchObject({ livemode: 'no' });
    expect(response?.status).toBe(200);
  });

  it('says where an error deviates from the document', async () => {
    const { error } = await answeredBy(401, { error: { message: 'Who?', code: 7 } }).cancel('pi_1');

    expect(error).toMatchObject({ kind: 'invalid_response', status: 401, body: { error: { message: 'Who?' } } });
    expect(error?.message).toContain('/error');
  });

  it('does not call a deviating answer a success', async () => {
    const { amount: _, ...intent } = exampleOf(dialect, 'HoldReleased') as { amount: number };

    const result = await ensureCanceled(answeredBy(200, intent), 'pi_1');

    expect(result).toMatchObject({ outcome: 'unknown', error: { kind: 'invalid_response' } });
  });

  it('is the same in Node without a build step, and without a warning', { timeout: 30_000 }, async () => {
    const { id } = await arrange(reference(), { status: 'requires_capture' });
    const script = `
      import { create${dialect === 'stripe' ? 'Stripe' : 'Chargefy'}Client as create } from 'payment-intent-contract/${dialect}';
      const client = create({ apiKey: '${apiKey}', baseUrl: '${reference().url}', validateResponses: true });
      const { data, error } = await client.cancel('${id}');
      console.log(data?.status ?? error);`;
    const cwd = fileURLToPath(new URL('../..', import.meta.url));

    const output = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd });

    expect(output).toEqual({ stdout: 'canceled\n', stderr: '' });
  });
});

it('a client that does not validate takes an intent for what it says it is', async () => {
  const fetch = async () => Response.json({ object: 'payment_intent', status: 'canceled' });

  const { data } = await createStripeClient({ apiKey: 'sk_test_1', fetch }).cancel('pi_1');

  expect(data).toEqual({ object: 'payment_intent', status: 'canceled' });
});

it('a stripe client that validates responses has nothing against the legacy card that an intent was paid from', async () => {
  const source = {
    id: 'card_7',
    object: 'card',
    brand: 'MasterCard',
    country: 'FR',
    customer: 'cus_7',
    exp_month: 4,
    exp_year: 2031,
    funding: 'debit',
    last4: '4444',
  };
  const intent = { ...exampleOf('stripe', 'CanceledWaitingForPaymentMethod'), source };
  const fetch = async () => Response.json(intent);
  const client = createStripeClient({ apiKey: spoken.stripe.key, fetch, validateResponses: true, maxRetries: 0 });

  const { data, error } = await client.cancel('pi_3MtwBwLkdIwHu7ix28a3tqPa');

  expect(error).toBeUndefined();
  expect(data).toMatchObject({ source });
});
