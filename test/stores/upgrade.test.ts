import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PaymentIntent } from '../../src/domain/PaymentIntent.js';
import type { Store } from '../../src/domain/Store.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { openPostgresStore } from '../../src/stores/postgres.js';
import { connectTo, sharePostgres } from '../support/postgresReference.js';
import { add, find, held, owner } from '../support/storedIntents.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';
import { withoutLifecycle } from '../support/withoutLifecycle.js';

const postgres = sharePostgres();
const chargefy = { organization: 'org_reference', livemode: true };
const created = 1_700_000_000;

interface Engine {
  open(): Promise<Store>;
  run(script: string): Promise<unknown>;
}

const aFile = async (): Promise<Engine> => {
  const path = `${temporaryDirectory()}/intents.db`;
  return {
    open: () => openEmbeddedStore(path),
    async run(script) {
      const database = new Database(path);
      database.exec(script);
      database.close();
    },
  };
};

const aDatabase = async (): Promise<Engine> => {
  const url = await postgres().createDatabase();
  return {
    open: () => openPostgresStore(url),
    run: async (script) => (await connectTo(url)).query(script),
  };
};

describe.each([
  ['a file', aFile],
  ['a database in PostgreSQL', aDatabase],
])('%s of the version before payments could be made', (_, create) => {
  /** A store that has been brought up to date. */
  async function upgraded(intents: readonly (readonly [PaymentIntent, typeof owner])[]): Promise<Store> {
    const { open, run } = await create();
    const first = await open();
    for (const [intent, by] of intents) await add(first, intent, by);
    await first.close();
    await run(withoutLifecycle);
    const store = await open();
    onTestFinished(() => store.close());
    return store;
  }

  const shown = (details: object): Partial<PaymentIntent> => ({
    createdAt: 1,
    amount: 1,
    details: { object: 'payment_intent', ...details },
  });

  it('is brought up to date: amount, creation and customer come out of what each intent shows', async () => {
    const wires = [
      { amount: 2000, created, customer: null },
      { amount: 99_999_999, created: created + 1, customer: 'cus_1' },
      { amount: 50, created: created + 2, customer: { id: 'cus_2', object: 'customer' } },
    ];
    const store = await upgraded([
      ...wires.map((wire, index) => [held(`pi_${index}`, shown(wire)), owner] as const),
      [held('pi_0', shown({ amount: 3000, created_at: '2023-11-14T22:13:20Z', customer: 'cus_3' })), chargefy],
      [held('pi_1', shown({ amount: 3001, created_at: '2023-11-14T22:13:21Z' })), chargefy],
    ]);

    const found = [
      ...(await Promise.all(wires.map((_, index) => find(store, `pi_${index}`)))),
      await find(store, 'pi_0', chargefy),
      await find(store, 'pi_1', chargefy),
    ];

    expect(found.map((intent) => [intent?.amount, intent?.createdAt, intent?.customer])).toEqual([
      [2000, created, null],
      [99_999_999, created + 1, 'cus_1'],
      [50, created + 2, 'cus_2'],
      [3000, created, 'cus_3'],
      [3001, created + 1, null],
    ]);
    for (const intent of found) expect(intent).toMatchObject({ status: 'requires_capture', amountCapturable: 2000 });
  });

  it('lists what it had, the newest first, and what is made afterwards before that', async () => {
    const ages = [3, 1, 2];
    const store = await upgraded(
      ages.map((age) => [held(`pi_${age}`, shown({ amount: 1, created: created + age, customer: 'cus_1' })), owner]),
    );
    await add(store, held('pi_new', { createdAt: created + 3, customer: 'cus_1' }));

    const page = await store.transact(({ intents }) => intents.page(owner, { limit: 3, customer: 'cus_1' }));

    expect(page.intents.map(({ id }) => id)).toEqual(['pi_new', 'pi_3', 'pi_2']);
    expect(page.hasMore).toBe(true);
  });

  it('settles no payment without a known end, and has room for sessions', async () => {
    const store = await upgraded([[held('pi_1', { ...shown({ created }), status: 'processing' }), owner]]);
    const session = {
      id: 'cs_1',
      status: 'open',
      paymentIntent: 'pi_1',
      expiresAt: 4_000_000_000,
      details: {},
    } as const;

    expect(await find(store, 'pi_1')).toMatchObject({ status: 'processing', settlesAt: null, failure: null });
    await store.transact(({ sessions }) => sessions.add(owner, session));
    expect(await store.transact(({ sessions }) => sessions.find(owner, 'cs_1'))).toEqual(session);
  });
});
