import { copyFileSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/domain/Store.js';
import { StoreUnavailable } from '../../src/domain/StoreUnavailable.js';
import { embeddedStore } from '../../src/stores/embedded.js';
import { add, find, held, move, owner, release } from '../support/storedIntents.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';
import { claim, keep } from './repliesContract.js';

interface Opened {
  readonly path: string;
  /** The connection that the store itself has. */
  readonly database: Database.Database;
  readonly store: Store;
}

/** A store in a file that holds `pi_1`. */
async function open(): Promise<Opened> {
  const path = `${temporaryDirectory()}/intents.db`;
  const database = new Database(path);
  const store = await embeddedStore(database);
  onTestFinished(() => store.close());
  await add(store, held('pi_1'));
  return { path, database, store };
}

function connect(path: string): Database.Database {
  const database = new Database(path);
  onTestFinished(() => void database.close());
  return database;
}

/** What happened to each of several that waited for the same commit. */
async function reasons(work: readonly Promise<unknown>[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(work);
  return outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : 'done'));
}

const unavailable = expect.any(StoreUnavailable);

describe('a store whose disk is full', () => {
  it('does nothing, says so to every caller, and goes on when there is room', async () => {
    const { database, store } = await open();
    const large = held('pi_large', { details: { text: 'x'.repeat(100_000) } });
    const [{ page_count: pages }] = database.pragma('page_count') as [{ page_count: number }];
    database.pragma(`max_page_count = ${pages}`);

    expect(await reasons([keep(store, 'key-1'), add(store, large), move(store, 'pi_1')])).toEqual([
      unavailable,
      unavailable,
      unavailable,
    ]);
    expect(await find(store, 'pi_1')).toEqual(held('pi_1'));
    expect(await claim(store, 'key-1')).toEqual({ kind: 'free' });

    database.pragma('max_page_count = 1000000');
    expect(await Promise.all([keep(store, 'key-1'), add(store, large)])).toEqual(['free', true]);
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
  });
});

describe('a store whose file can not be written', () => {
  it('is unavailable as long as that lasts', async () => {
    const { database, store } = await open();
    database.pragma('query_only = 1');
    expect(await reasons([move(store, 'pi_1')])).toEqual([unavailable]);
    database.pragma('query_only = 0');
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
  });
});

describe('a store whose file another process is writing to', () => {
  it('waits until that has finished, and lets everything else in this process go on', async () => {
    const { path, store } = await open();
    const other = connect(path);
    other.exec('begin immediate');
    let moved = false;
    const moving = move(store, 'pi_1').then((outcome) => {
      moved = true;
      return outcome;
    });
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    expect(moved).toBe(false);
    other.exec('commit');
    expect(await moving).toMatchObject({ kind: 'moved' });
  });

  it('lets no caller wait once it is closed', async () => {
    const { path, store } = await open();
    const other = connect(path);
    other.exec('begin immediate');
    const waiting = reasons(Array.from({ length: 200 }, () => move(store, 'pi_1')));
    const since = performance.now();
    await store.close();
    expect(performance.now() - since).toBeLessThan(1_000);
    expect(await waiting).toEqual(Array(200).fill(unavailable));
  });
});

describe('a store whose files are touched', () => {
  const openFile = async () => {
    const path = `${temporaryDirectory()}/intents.db`;
    const database = new Database(path);
    const store = await embeddedStore(database, path);
    onTestFinished(() => store.close());
    for (let index = 1; index <= 50; index += 1) await add(store, held(`pi_${index}`));
    return { path, database, store };
  };
  const halve = (path: string) => truncateSync(path, statSync(path).size / 2);
  const replace = (path: string) => {
    copyFileSync(path, `${path}.copy`);
    renameSync(`${path}.copy`, path);
  };

  it.each(['', '-wal', '-shm'])('is unavailable until intents.db%s is back', async (suffix) => {
    const { path, store } = await openFile();
    renameSync(path + suffix, `${path}.away`);
    await expect(move(store, 'pi_1')).rejects.toEqual(
      new StoreUnavailable(`${path}${suffix} has been moved or deleted`),
    );
    renameSync(`${path}.away`, path + suffix);
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
  });

  it.each([
    ['intents.db is replaced', '', replace, 'has been replaced by another file'],
    ['intents.db-wal is replaced', '-wal', replace, 'has been replaced by another file'],
    ['intents.db-shm is replaced', '-shm', replace, 'has been replaced by another file'],
    ['intents.db is emptied', '', truncateSync, 'has been truncated'],
    ['intents.db is halved', '', halve, 'has been truncated'],
    ['intents.db-wal is emptied', '-wal', truncateSync, 'has been truncated'],
    ['intents.db-wal is halved', '-wal', halve, 'has been truncated'],
  ])('is unavailable when %s, and says so to each', async (_what, suffix, harm, problem) => {
    const { path, database, store } = await openFile();
    // Half of the pages are in each of the files.
    if (suffix === '') database.pragma('wal_checkpoint(PASSIVE)');
    await find(store, 'pi_1');
    harm(path + suffix);
    const unavailable = new StoreUnavailable(`${path}${suffix} ${problem}`);
    for (const ask of [move, find, move]) await expect(ask(store, 'pi_1')).rejects.toEqual(unavailable);
  });

  it.each([
    ['deleted', rmSync],
    ['truncated', truncateSync],
  ])('commits nothing to a log that was %s while it worked', async (what, harm) => {
    const { path, store } = await openFile();
    const work = store.transact(async ({ intents }) => {
      await intents.transition(owner, 'pi_1', release);
      harm(`${path}-wal`);
    });
    await expect(work).rejects.toThrow(`intents.db-wal has been ${what === 'deleted' ? 'moved or deleted' : what}`);
  });

  it('promises nothing that it has committed to a log that was deleted meanwhile', async () => {
    const { path, database, store } = await openFile();
    const exec = database.exec.bind(database);
    database.exec = (text) => {
      const result = exec(text);
      if (text === 'commit') rmSync(`${path}-wal`);
      return result;
    };
    await expect(move(store, 'pi_1')).rejects.toThrow('intents.db-wal has been moved or deleted');
  });

  it('goes on when another process has emptied the log or vacuumed the database, as it may', async () => {
    const { path, store } = await openFile();
    const other = connect(path);
    other.pragma('wal_checkpoint(TRUNCATE)');
    expect(statSync(`${path}-wal`).size).toBe(0);
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });

    other.pragma('wal_checkpoint(TRUNCATE)');
    other.exec("delete from payment_intents where id > 'pi_2'");
    expect(await move(store, 'pi_11')).toMatchObject({ kind: 'moved' });

    const { size } = statSync(path);
    other.exec('vacuum');
    other.pragma('wal_checkpoint(TRUNCATE)');
    expect(statSync(path).size).toBeLessThan(size);
    expect(await move(store, 'pi_12')).toMatchObject({ kind: 'moved' });
  });
});
