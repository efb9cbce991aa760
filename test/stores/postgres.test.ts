import pg from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/domain/Store.js';
import { StoreUnavailable } from '../../src/domain/StoreUnavailable.js';
import { openPostgresStore } from '../../src/stores/postgres.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { add, find, held, move, owner } from '../support/storedIntents.js';
import { withoutLifecycle } from '../support/withoutLifecycle.js';
import { describeClock } from './clockContract.js';
import { describeStore } from './contract.js';
import { describeEvents } from './eventsContract.js';
import { claim, describeReplies, keep, storedReply } from './repliesContract.js';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
  return () => postgres.remove();
});

describeStore('in PostgreSQL', async () => openPostgresStore(await postgres.createDatabase()));
describeReplies('in PostgreSQL', async () => openPostgresStore(await postgres.createDatabase()));
describeEvents('in PostgreSQL', async (time) => openPostgresStore(await postgres.createDatabase(), time));

describeClock('in PostgreSQL', async (time) => {
  const url = await postgres.createDatabase();
  return [await openPostgresStore(url, time), await openPostgresStore(url, time)];
});

async function open(url: string): Promise<Store> {
  const store = await openPostgresStore(url);
  onTestFinished(() => store.close());
  return store;
}

/** The database as somebody else sees it. */
async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** Work that has begun and ends when it is told to. */
function hold(store: Store, key: string) {
  let finish = () => {};
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return new Promise<{ done: Promise<unknown>; finish: () => void }>((begun, reject) => {
    const done = store.transact(async ({ replies }) => {
      await replies.claim(owner, key, 0);
      begun({ done, finish });
      await gate;
      await replies.keep(owner, key, storedReply());
    });
    done.catch(reject);
  });
}

describe('a store in PostgreSQL', () => {
  it('moves an intent that is made at the same moment or misses it, and never refuses it for its status', async () => {
    const store = await open(await postgres.createDatabase());
    const outcomes = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const [, outcome] = await Promise.all([add(store, held(`pi_${index}`)), move(store, `pi_${index}`)]);
        return outcome.kind;
      }),
    );
    expect(outcomes).not.toContain('refused');
  });

  it('sees what another store on the same database has done', async () => {
    const url = await postgres.createDatabase();
    const [left, right] = [await open(url), await open(url)];
    await add(left, held('pi_1'));
    expect(await move(right, 'pi_1')).toMatchObject({ kind: 'moved' });
    expect(await move(left, 'pi_1')).toMatchObject({ kind: 'refused', intent: { status: 'canceled' } });
  });

  it('lets exactly one of two stores move an intent', async () => {
    const url = await postgres.createDatabase();
    const [left, right] = [await open(url), await open(url)];
    const ids = Array.from({ length: 50 }, (_, index) => `pi_${index}`);
    await Promise.all(ids.map((id) => add(left, held(id))));
    const pairs = await Promise.all(ids.map((id) => Promise.all([move(left, id), move(right, id)])));
    for (const pair of pairs) expect(pair.map(({ kind }) => kind).sort()).toEqual(['moved', 'refused']);
  });

  it('says that a key is in use while another transaction has it, and waits for nothing', async () => {
    const url = await postgres.createDatabase();
    const [left, right] = [await open(url), await open(url)];
    const first = await hold(left, 'key-1');
    expect(await claim(left, 'key-1')).toEqual({ kind: 'in_use' });
    expect(await claim(right, 'key-1')).toEqual({ kind: 'in_use' });
    expect(await claim(right, 'key-2')).toEqual({ kind: 'free' });
    expect(await claim(right, 'key-1', { ...owner, livemode: true })).toEqual({ kind: 'free' });
    first.finish();
    await first.done;
    expect(await claim(right, 'key-1')).toEqual({ kind: 'used', reply: storedReply() });
  });

  it('waits for another transaction and goes by what that has done, with any default isolation', async () => {
    const url = await postgres.createDatabase();
    const client = await connect(url);
    await client.query(
      `alter database ${new URL(url).pathname.slice(1)} set default_transaction_isolation = 'serializable'`,
    );
    const store = await open(url);
    await add(store, held('pi_1'));
    await client.query('begin');
    await client.query("update payment_intents set status = 'succeeded' where id = 'pi_1'");

    const moving = move(store, 'pi_1');
    const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await expect.poll(async () => (await client.query(waiting)).rowCount).toBe(1);
    await client.query('commit');
    expect(await moving).toMatchObject({ kind: 'refused', intent: { status: 'succeeded' } });
  });

  it('is opened by ten at once on an empty database', async () => {
    const url = await postgres.createDatabase();
    const stores = await Promise.all(Array.from({ length: 10 }, () => open(url)));
    await Promise.all(stores.map((store, index) => add(store, held(`pi_${index}`))));
    for (let index = 0; index < 10; index += 1) expect(await find(stores[0] as Store, `pi_${index}`)).toBeDefined();
  });

  it('brings a database without a clock up to date: its holds expire in seven days', async () => {
    const url = await postgres.createDatabase();
    const first = await openPostgresStore(url);
    await add(first, held('pi_1'));
    await add(first, held('pi_2'), { organization: 'org_reference', livemode: false });
    await first.close();
    await (await connect(url)).query(
      `${withoutLifecycle} drop table clock; alter table payment_intents drop column expires_at; delete from kysely_migration where name = '003_clock'`,
    );
    const before = Math.floor(Date.now() / 1000);

    const store = await open(url);
    expect((await find(store, 'pi_1'))?.expiresAt).toBeGreaterThanOrEqual(before + 7 * 86_400);
    expect(await find(store, 'pi_2', { organization: 'org_reference', livemode: false })).toEqual(held('pi_2'));
  });

  it('refuses a database that a newer version has written', async () => {
    const url = await postgres.createDatabase();
    await (await openPostgresStore(url)).close();
    const client = await connect(url);
    await client.query("insert into kysely_migration (name, timestamp) values ('999_refunds', '2030-01-01T00:00:00Z')");
    await expect(openPostgresStore(url)).rejects.toThrow('a newer version of this package has written it');
  });

  it('goes on with the columns it knows when a newer version has added one', async () => {
    const url = await postgres.createDatabase();
    const store = await open(url);
    await add(store, held('pi_1'));
    await find(store, 'pi_1');
    await (await connect(url)).query('alter table payment_intents add column refunded text');
    expect(await find(store, 'pi_1')).toEqual(held('pi_1'));
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
  });
});

describe('a store whose connections to PostgreSQL are lost', () => {
  const disconnect = (client: pg.Client) =>
    client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );

  it('says so to the work that had one, keeps nothing of it, and does the next', async () => {
    const url = await postgres.createDatabase();
    const [store, client] = [await open(url), await connect(url)];
    await add(store, held('pi_1'));
    const cut = store.transact(async ({ intents }) => {
      await intents.transition(owner, 'pi_1', {
        from: ['requires_capture'],
        fromWhenOwnedByCheckout: [],
        changes: { status: 'canceled' },
        events: [],
      });
      await disconnect(client);
      await intents.find(owner, 'pi_1');
    });
    await expect(cut).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await find(store, 'pi_1')).toEqual(held('pi_1'));
  });

  it('does the next work as if nothing had happened when they were idle', async () => {
    const url = await postgres.createDatabase();
    const [store, client] = [await open(url), await connect(url)];
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(store, held(`pi_${index}`))));
    await disconnect(client);
    expect(await find(store, 'pi_1')).toEqual(held('pi_1'));
  });

  it('leaves no key in use', async () => {
    const url = await postgres.createDatabase();
    const [left, right, client] = [await open(url), await open(url), await connect(url)];
    const first = await hold(left, 'key-1');
    await disconnect(client);
    const others = 'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
    await expect.poll(async () => (await client.query(others)).rowCount).toBe(0);
    // By now the news has reached this process, and is heard of while nobody waits for an answer.
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    first.finish();
    await expect(first.done).rejects.toBeInstanceOf(StoreUnavailable);
    await expect.poll(() => keep(right, 'key-1').catch(() => undefined)).toBe('free');
  });
});

describe('a store whose PostgreSQL stops', () => {
  it('is unavailable as long as that lasts, and right again when it is back', async () => {
    const own = await startPostgres();
    onTestFinished(() => own.remove());
    const store = await open(await own.createDatabase());
    await add(store, held('pi_1'));

    await own.stop();
    await expect(move(store, 'pi_1')).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(find(store, 'pi_1')).rejects.toBeInstanceOf(StoreUnavailable);

    await own.start();
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
  });
});
