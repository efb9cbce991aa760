import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { droppedLine, plant, readSeed } from '../../src/cli/seed.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { chargefy } from '../../src/dialects/chargefy/dialect.js';
import { referenceKeys } from '../../src/dialects/keyEntry.js';
import { chargeOf } from '../../src/dialects/stripe/charge.js';
import { stripe } from '../../src/dialects/stripe/dialect.js';
import type { Store } from '../../src/domain/Store.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import chargefySeed from '../seeds/chargefy.json' with { type: 'json' };
import stripeSeed from '../seeds/stripe.json' with { type: 'json' };
import { serve } from '../support/cli.js';
import { type Reference, standstill, startReference } from '../support/reference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

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

/** What the object on Stripe's page lacks, because it came later, as today's object has it when nobody set it. */
const cameLater = {
  allowed_payment_method_types: null,
  customer_account: null,
  excluded_payment_method_types: null,
  managed_payments: { enabled: false },
  payment_method_configuration_details: null,
  payment_record: null,
};

describe('the intents of a seed file', () => {
  it('come back field for field at Stripe, with what came later', async () => {
    const store = await openEmbeddedStore(':memory:', standstill);
    await plantAll(store, { stripe: [stripeIntent] });
    const reference = await startReference('stripe', { store });

    expect(await retrieve(reference, stripeIntent.id, 'sk_test_reference')).toStrictEqual({
      status: 200,
      body: { ...cameLater, ...stripeIntent },
    });
  });

  it('come back field for field at Chargefy', async () => {
    const store = await openEmbeddedStore(':memory:', standstill);
    await plantAll(store, { chargefy: [chargefyIntent] });
    const reference = await startReference('chargefy', { store });

    expect(await retrieve(reference, chargefyIntent.id, 'ch_live_reference')).toStrictEqual({
      status: 200,
      body: chargefyIntent,
    });
  });

  it('belong to the mode that they say and to the organization of the first key', async () => {
    const store = await openEmbeddedStore(':memory:', standstill);
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

  it('wait, as a hold, until the deadline that their charge shows, or else for seven days from then on', async () => {
    const now = standstill() / 1000;
    const store = await openEmbeddedStore(':memory:', standstill);
    const hold = { ...stripeIntent, status: 'requires_capture', canceled_at: null, capture_method: 'manual' };
    const charged = (id: string, capture_before: number) => ({
      ...hold,
      id,
      latest_charge: chargeOf('ch_1', { ...cameLater, ...hold, latest_charge: 'ch_1' } as never, capture_before),
    });
    await plantAll(store, {
      stripe: [{ ...hold, id: 'pi_usual' }, charged('pi_given', now + 60), charged('pi_over', now - 86_400)],
    });

    const found = (id: string) =>
      store.transact(({ intents }) => intents.find({ organization: 'acct_reference', livemode: false }, id));
    expect(await found('pi_usual')).toMatchObject({ status: 'requires_capture', expiresAt: now + 7 * 86_400 });
    expect(await found('pi_given')).toMatchObject({ status: 'requires_capture', expiresAt: now + 60 });
    expect(await found('pi_over')).toMatchObject({
      status: 'canceled',
      cancellationReason: 'expired',
      canceledAt: now - 86_400,
    });
    await store.close();
  });

  it('can be canceled, and planting them again does not bring them back to life', async () => {
    const store = await openEmbeddedStore(':memory:', standstill);
    const open = { stripe: [{ ...stripeIntent, status: 'requires_payment_method', canceled_at: null }] };
    await plantAll(store, open);
    const reference = await startReference('stripe', { store });
    const cancel = await fetch(`${reference.url}/v1/payment_intents/${stripeIntent.id}/cancel`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_test_reference' },
    });
    const canceled = await cancel.json();
    expect(canceled).toStrictEqual({ ...cameLater, ...stripeIntent, canceled_at: reference.now });

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

/** As a version before 2022-11-15 showed a hold: with its charges, without much that came later. */
const {
  amount_details: _details,
  automatic_payment_methods: _automatic,
  latest_charge: _charge,
  ...early
} = stripeIntent;
const ofOldVersion = {
  ...early,
  id: 'pi_of_2022',
  status: 'requires_capture',
  amount_capturable: 2000,
  canceled_at: null,
  capture_method: 'manual',
  charges: {
    object: 'list',
    data: [
      { id: 'ch_latest', object: 'charge' },
      { id: 'ch_first', object: 'charge' },
    ],
  },
  invoice: null,
};
const { charges: _charges, invoice: _invoice, ...ofOldVersionKept } = ofOldVersion;

const eventOf = (object: object, type = 'payment_intent.canceled') => ({
  id: 'evt_1',
  object: 'event',
  api_version: '2025-11-17.clover',
  created: 1_763_500_000,
  data: { object },
  livemode: false,
  pending_webhooks: 0,
  request: { id: null, idempotency_key: null },
  type,
});

describe('a recording of Stripe’s', () => {
  const asToday = {
    ...cameLater,
    ...ofOldVersionKept,
    amount_details: { tip: {} },
    automatic_payment_methods: null,
    latest_charge: 'ch_latest',
  };

  it.each([
    ['an intent', ofOldVersion],
    ['a list of intents', [ofOldVersion]],
    ['the vendor’s list object', { object: 'list', data: [ofOldVersion], has_more: false, url: '/v1/payment_intents' }],
    ['an event', eventOf(ofOldVersion)],
    ['a list of events', [eventOf(ofOldVersion)]],
    ['a list under the name of the dialect', { stripe: [eventOf(ofOldVersion)] }],
  ])('is taken as %s, in the form of today’s object', async (_what, content) => {
    const store = await openEmbeddedStore(':memory:', standstill);
    await plantAll(store, content);
    const reference = await startReference('stripe', { store });

    expect(await retrieve(reference, 'pi_of_2022', 'sk_test_reference')).toStrictEqual({ status: 200, body: asToday });
  });

  it('keeps what it says of what today’s object has', async () => {
    const given = { ...stripeIntent, client_secret: null, managed_payments: null, customer_account: 'acct_1' };
    const store = await openEmbeddedStore(':memory:', standstill);
    await plantAll(store, given);
    const reference = await startReference('stripe', { store });

    expect(await retrieve(reference, given.id, 'sk_test_reference')).toStrictEqual({
      status: 200,
      body: { ...cameLater, ...given },
    });
  });

  it('has a line for what was dropped of it, and none when nothing was', () => {
    const lineFor = (content: object) => {
      const path = file(content);
      return droppedLine(path, readSeed(path, keys))?.replace(path, 'FILE');
    };
    const other = { ...stripeIntent, shared_payment_granted_token: null };

    expect(lineFor([ofOldVersion, other, { ...ofOldVersion, id: 'pi_third' }])).toBe(
      "--seed FILE: dropped charges, invoice, shared_payment_granted_token, which today's object lacks",
    );
    expect(lineFor({ chargefy: [{ ...chargefyIntent, fee: 12 }], stripe: [ofOldVersion] })).toBe(
      "--seed FILE: dropped charges, fee, invoice, which today's object lacks",
    );
    expect(lineFor({ ...stripeIntent, 'two\nlines\u001b[2J': 1 })).toBe(
      "--seed FILE: dropped two\\u000alines\\u001b[2J, which today's object lacks",
    );
    expect(lineFor([stripeIntent])).toBeUndefined();
  });

  it('is refused where Stripe is not served', () => {
    const path = file([ofOldVersion]);

    expect(() => readSeed(path, new Map([[chargefy, referenceKeys(chargefy)]]))).toThrow(
      `--seed ${path}: without a dialect's name its intents belong to stripe, which is not served; serve it, or name the dialect.`,
    );
  });

  it('is served by the command line, which says on stderr in one line what it dropped', async () => {
    const directory = temporaryDirectory({ 'seed.json': JSON.stringify([eventOf(ofOldVersion)]) });

    const { url, kill, ended } = await serve(['stripe', '--database', 'memory:', '--seed', 'seed.json'], { directory });
    const answer = await fetch(`${url.stripe}/v1/payment_intents/pi_of_2022`, {
      headers: { Authorization: 'Bearer sk_test_reference' },
    });
    kill('SIGTERM');

    expect(await answer.json()).toStrictEqual(asToday);
    expect((await ended).stderr.split('\n').filter((line) => line.startsWith('--seed'))).toEqual([
      "--seed seed.json: dropped charges, invoice, which today's object lacks",
    ]);
  });
});

describe('a recording of Chargefy’s', () => {
  it('is filled in where it lacks what was never set', async () => {
    const { customer, invoice, last_payment_error, setup_future_usage, metadata, ...lacking } = chargefyIntent;
    const store = await openEmbeddedStore(':memory:', standstill);
    await plantAll(store, { chargefy: [lacking] });
    const reference = await startReference('chargefy', { store });

    expect(await retrieve(reference, lacking.id, 'ch_live_reference')).toStrictEqual({
      status: 200,
      body: {
        ...lacking,
        customer: null,
        invoice: null,
        last_payment_error: null,
        metadata: {},
        setup_future_usage: null,
      },
    });
  });
});

describe('a bad seed file', () => {
  const { amount: _, ...withoutAmount } = stripeIntent;

  it.each([
    ['no JSON', '{"stripe": [', /the file is not valid JSON/],
    ['text', '"stripe"', /expected a JSON object like \{"stripe": \[intent, …\]/],
    ['null', 'null', /expected a JSON object/],
    ['an unknown dialect', { paypal: [] }, /\/paypal is not a dialect; known are stripe and chargefy\.$/],
    ['an intent where a list belongs', { stripe: stripeIntent }, /\/stripe is not a list of intents\.$/],
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
    ['a list of a list', [[stripeIntent]], /: \/0 must be object/],
    ['an intent alone, without an amount', withoutAmount, /: the intent must have required property 'amount'/],
    ['an old intent that does not tell its charge', { ...early, id: 'pi_1' }, /required property 'latest_charge'/],
    [
      'an event without an amount',
      [eventOf(withoutAmount)],
      /: \/0\/data\/object must have required property 'amount'; see stripe\.yaml/,
    ],
    [
      'an event of a charge',
      eventOf({ id: 'ch_1', object: 'charge' }, 'charge.refunded'),
      /: the file is an event of another object \(charge\.refunded\); give events of a PaymentIntent, such as /,
    ],
    [
      'an event without an object',
      { stripe: [{ id: 'evt_1', object: 'event' }] },
      /\/stripe\/0 is an event of another object/,
    ],
    [
      'a charge',
      [{ id: 'ch_1', object: 'charge' }],
      /: \/0 is a charge, not a PaymentIntent; give PaymentIntents, or events of them\.$/,
    ],
    ['a kind of two lines', [{ id: 'x', object: 'two\nlines' }], /: \/0 is a two\\u000alines, not a PaymentIntent; /],
    [
      'an id twice',
      [stripeIntent, eventOf(stripeIntent)],
      /: \/1 repeats the id pi_3MtwBwLkdIwHu7ix28a3tqPa of \/0; keep one of them\.$/,
    ],
    [
      'an id twice under a name',
      { chargefy: [chargefyIntent, chargefyIntent] },
      /: \/chargefy\/1 repeats the id pi_123 of \/chargefy\/0; keep one of them\.$/,
    ],
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
