import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { referenceKeys } from '../../src/cli/keys.js';
import { plant, readSeed } from '../../src/cli/seed.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { chargefy } from '../../src/dialects/chargefy/dialect.js';
import { stripe } from '../../src/dialects/stripe/dialect.js';
import type { Store } from '../../src/domain/Store.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import chargefySeed from '../seeds/chargefy.json' with { type: 'json' };
import stripeSeed from '../seeds/stripe.json' with { type: 'json' };
import { type Reference, startReference } from '../support/reference.js';

const stripeIntent = stripeSeed['200'];
const chargefyIntent = chargefySeed['200'];
const keys = new Map([stripe, chargefy].map((dialect) => [dialect, referenceKeys(dialect)]));

/** A file that is there as long as the test runs. */
function file(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'seed-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'seed.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function plantAll(store: Store, content: object): Promise<void> {
  for (const seed of readSeed(file(content), keys)) await plant(seed, store);
}

async function retrieve({ url, dialect }: Reference, id: string, key: string): Promise<unknown> {
  const path = dialect.name === 'stripe' ? 'payment_intents' : 'payment-intents';
  const response = await fetch(`${url}/v1/${path}/${id}`, { headers: { Authorization: `Bearer ${key}` } });
  return { status: response.status, body: await response.json() };
}

describe('the intents of a seed file', () => {
  it('come back field for field at Stripe', async () => {
    const store = await openEmbeddedStore(':memory:');
    await plantAll(store, { stripe: [stripeIntent] });
    const reference = await startReference('stripe', { store });

    expect(await retrieve(reference, stripeIntent.id, 'sk_test_reference')).toStrictEqual({
      status: 200,
      body: stripeIntent,
    });
  });

  it('come back field for field at Chargefy', async () => {
    const store = await openEmbeddedStore(':memory:');
    await plantAll(store, { chargefy: [chargefyIntent] });
    const reference = await startReference('chargefy', { store });

    expect(await retrieve(reference, chargefyIntent.id, 'ch_live_reference')).toStrictEqual({
      status: 200,
      body: chargefyIntent,
    });
  });

  it('belong to the mode that they say and to the organization of the first key', async () => {
    const store = await openEmbeddedStore(':memory:');
    await plantAll(store, { stripe: [stripeIntent], chargefy: [chargefyIntent] });
    const [atStripe, atChargefy] = [
      await startReference('stripe', { store }),
      await startReference('chargefy', { store: { ...store, close: async () => {} } }),
    ];

    expect(await retrieve(atStripe, stripeIntent.id, 'sk_live_reference')).toMatchObject({ status: 404 });
    expect(await retrieve(atStripe, stripeIntent.id, 'sk_test_other')).toMatchObject({ status: 404 });
    expect(await retrieve(atChargefy, chargefyIntent.id, 'ch_test_reference')).toMatchObject({ status: 404 });
    expect(await retrieve(atChargefy, chargefyIntent.id, 'ch_live_reference')).toMatchObject({ status: 200 });
  });

  it('can be canceled, and planting them again does not bring them back to life', async () => {
    const store = await openEmbeddedStore(':memory:');
    const open = { stripe: [{ ...stripeIntent, status: 'requires_payment_method', canceled_at: null }] };
    await plantAll(store, open);
    const reference = await startReference('stripe', { store });
    const cancel = await fetch(`${reference.url}/v1/payment_intents/${stripeIntent.id}/cancel`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_test_reference' },
    });
    const canceled = await cancel.json();
    expect(canceled).toStrictEqual({ ...stripeIntent, canceled_at: reference.now });

    await plantAll(store, open);

    expect(await retrieve(reference, stripeIntent.id, 'sk_test_reference')).toStrictEqual({
      status: 200,
      body: canceled,
    });
  });

  it('are those of the dialects that are served', () => {
    const path = file({ stripe: [stripeIntent], chargefy: [chargefyIntent] });

    const seeds = readSeed(path, new Map([[chargefy, referenceKeys(chargefy)]]));

    expect(seeds).toMatchObject([{ organization: 'org_reference', intents: [{ id: 'pi_123', livemode: true }] }]);
  });

  it('may be none', () => {
    expect(readSeed(file({}), keys)).toEqual([]);
  });
});

describe('a bad seed file', () => {
  const { amount: _, ...withoutAmount } = stripeIntent;

  it.each([
    ['no JSON', '{"stripe": [', /the file is no valid JSON/],
    ['a list', [stripeIntent], /expected a JSON object like \{"stripe": \[intent, …\]/],
    ['null', 'null', /expected a JSON object/],
    ['a dialect nobody knows', { paypal: [] }, /\/paypal is no dialect; known are stripe and chargefy\.$/],
    ['an intent where a list belongs', { stripe: stripeIntent }, /\/stripe is no list of intents\.$/],
    [
      'an intent without an amount',
      { stripe: [stripeIntent, withoutAmount] },
      /\/stripe\/1 must have required property 'amount'; see stripe\.yaml, schema PaymentIntent\.$/,
    ],
    [
      'an unknown status',
      { chargefy: [{ ...chargefyIntent, status: 'cancelled' }] },
      /\/chargefy\/0\/status must be equal to one of the allowed values; see chargefy\.yaml/,
    ],
    [
      'a time as the other dialect writes it',
      { chargefy: [{ ...chargefyIntent, created_at: 1_680_800_504 }] },
      /\/chargefy\/0\/created_at must be string/,
    ],
    ['an intent of the other dialect', { chargefy: [stripeIntent] }, /\/chargefy\/0 must have required property/],
    ['no intent at all', { stripe: [null] }, /\/stripe\/0 must be object/],
    [
      'a time that no clock of the server shows',
      { chargefy: [{ ...chargefyIntent, updated_at: '2016-12-31T23:59:60Z' }] },
      /\/chargefy\/0 .*write times to the second, in UTC/,
    ],
  ])('with %s is refused in a line that says what and where', (_, content, message) => {
    const path = file(content);

    expect(() => readSeed(path, keys)).toThrow(UsageError);
    expect(() => readSeed(path, keys)).toThrow(message);
    expect(() => readSeed(path, keys)).toThrow(`--seed ${path}: `);
    expect(() => readSeed(path, keys)).not.toThrow('\n');
  });

  it('that is not there is refused in a line that names it', () => {
    const path = join(tmpdir(), 'no-such-folder', 'seed.json');

    expect(() => readSeed(path, keys)).toThrow(UsageError);
    expect(() => readSeed(path, keys)).toThrow(`--seed ${path}: can't read the file`);
  });
});
