import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { EventQuery, Store } from '../../src/domain/Store.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { add, find, held, move, owner } from '../support/storedIntents.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';
import { withoutLifecycle } from '../support/withoutLifecycle.js';
import { describeClock } from './clockContract.js';
import { describeStore } from './contract.js';
import { describeEvents } from './eventsContract.js';
import { describeReplies, keep } from './repliesContract.js';

const temporaryFile = () => `${temporaryDirectory()}/intents.db`;

describeStore('in memory', () => openEmbeddedStore(':memory:'));
describeStore('in a file', () => openEmbeddedStore(temporaryFile()));
describeReplies('in memory', () => openEmbeddedStore(':memory:'));
describeReplies('in a file', () => openEmbeddedStore(temporaryFile()));
describeEvents('in memory', (time) => openEmbeddedStore(':memory:', time));
describeEvents('in a file', (time) => openEmbeddedStore(temporaryFile(), time));

describeClock('in a file', async (time) => {
  const path = temporaryFile();
  return [await openEmbeddedStore(path, time), await openEmbeddedStore(path, time)];
});

async function open(path: string): Promise<Store> {
  const store = await openEmbeddedStore(path);
  onTestFinished(() => store.close());
  return store;
}

it('a page of events goes on among those to which two processes gave the same position', async () => {
  const path = temporaryFile();
  const store = await open(path);
  const kinds = ['charge.succeeded', 'intent.held', 'charge.captured', 'intent.succeeded'] as const;
  await store.transact(({ intents }) => intents.add(owner, held('pi_1'), kinds));
  connect(path).exec('update events set position = 1');

  const page = (query: EventQuery) => store.transact(({ events }) => events.page(owner, query));
  const seen: string[] = [];
  for (let query: EventQuery = { limit: 1 }; ; ) {
    const { events, hasMore } = await page(query);
    seen.push(...events.map(({ kind }) => kind));
    if (!hasMore) break;
    query = { limit: 1, after: String(events.at(-1)?.id) };
  }

  expect(seen.toSorted()).toEqual(kinds.toSorted());
});

/** Takes the third migration back, and what came after it. */
const withoutClock = `
  ${withoutLifecycle}
  drop table clock; drop index payment_intents_expiry; alter table payment_intents drop column expires_at`;

/** The file as somebody else sees it. */
function connect(path: string): Database.Database {
  const database = new Database(path);
  onTestFinished(() => void database.close());
  return database;
}

describe('a store in a file', () => {
  it('resolves what it was asked to do when it is done: by then another connection sees it', async () => {
    const path = temporaryFile();
    const store = await open(path);
    const select = connect(path).prepare('select count(*) as n from payment_intents where id = ?');
    const ids = Array.from({ length: 150 }, (_, index) => `pi_${index}`);
    const seen = await Promise.all(
      ids.map((id) => add(store, held(id)).then(() => (select.get([id]) as { n: number }).n)),
    );
    expect(seen).toEqual(ids.map(() => 1));
  });

  it('keeps what it has when it is closed and opened again', async () => {
    const path = temporaryFile();
    const first = await openEmbeddedStore(path);
    await add(first, held('pi_1'));
    await move(first, 'pi_1');
    await first.close();
    expect(await find(await open(path), 'pi_1')).toMatchObject({ status: 'canceled', amountCapturable: 0 });
  });

  it('sees what another store on the same file has done', async () => {
    const path = temporaryFile();
    const [left, right] = [await open(path), await open(path)];
    await add(left, held('pi_1'));
    expect(await move(right, 'pi_1')).toMatchObject({ kind: 'moved' });
    expect(await move(left, 'pi_1')).toMatchObject({ kind: 'refused', intent: { status: 'canceled' } });
  });

  it('writes ahead to a log, so that readers and the writer do not wait for each other', async () => {
    const path = temporaryFile();
    const store = await open(path);
    await add(store, held('pi_1'));
    const reader = connect(path);
    reader.exec('begin');
    const statusOf = reader.prepare('select status from payment_intents');
    expect(statusOf.get()).toMatchObject({ status: 'requires_capture' });
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
    expect(statusOf.get()).toMatchObject({ status: 'requires_capture' });
    reader.exec('commit');
    expect(statusOf.get()).toMatchObject({ status: 'canceled' });
  });

  it('brings a file of the first version up to date and keeps what is in it', async () => {
    const path = temporaryFile();
    const first = await openEmbeddedStore(path);
    await add(first, held('pi_1'));
    await first.close();
    const older = connect(path);
    older.exec(
      `${withoutClock}; drop table stored_answers; delete from kysely_migration where name > '001_payment_intents'`,
    );

    const store = await open(path);
    expect(await find(store, 'pi_1')).toEqual(held('pi_1', { expiresAt: expect.any(Number) }));
    expect(await keep(store, 'key-1')).toBe('free');
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
  });

  it('lets holds of a file without deadlines expire seven days after it was brought up to date, if they are of Stripe', async () => {
    const path = temporaryFile();
    const first = await openEmbeddedStore(path);
    await add(first, held('pi_1'));
    await add(first, held('pi_2', { status: 'succeeded' }));
    await add(first, held('pi_3'), { organization: 'org_reference', livemode: false });
    await first.close();
    const older = connect(path);
    older.exec(`${withoutClock}; delete from kysely_migration where name = '003_clock'`);
    const before = Math.floor(Date.now() / 1000);

    const store = await open(path);
    const { expiresAt } = (await find(store, 'pi_1')) ?? {};
    expect(expiresAt).toBeGreaterThanOrEqual(before + 7 * 86_400);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() / 1000 + 7 * 86_400);
    expect(await find(store, 'pi_2')).toMatchObject({ expiresAt: null });
    expect(await find(store, 'pi_3', { organization: 'org_reference', livemode: false })).toEqual(held('pi_3'));
  });

  it('refuses a file that a newer version has written, and leaves it as it was', async () => {
    const path = temporaryFile();
    const store = await openEmbeddedStore(path);
    await add(store, held('pi_1'));
    await store.close();
    const newer = connect(path);
    newer.exec("insert into kysely_migration (name, timestamp) values ('999_refunds', '2030-01-01T00:00:00Z')");

    await expect(openEmbeddedStore(path)).rejects.toThrow('a newer version of this package has written it');
    expect(newer.prepare('select count(*) as n from payment_intents').get()).toMatchObject({ n: 1 });
  });

  it('refuses work that it can not commit, and does the next', async () => {
    const path = temporaryFile();
    const store = await open(path);
    await add(store, held('pi_1'));
    const other = connect(path);
    other.exec(
      "create trigger full before insert on payment_intents when new.id = 'pi_2' begin select raise(rollback, 'disk full'); end",
    );

    const outcomes = await Promise.allSettled([add(store, held('pi_2')), move(store, 'pi_1')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await find(store, 'pi_2')).toBeUndefined();
    expect(await find(store, 'pi_1')).toEqual(held('pi_1'));
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
  });
});
