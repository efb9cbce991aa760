import { renameSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/domain/Store.js';
import { StoreUnavailable } from '../../src/domain/StoreUnavailable.js';
import { embeddedStore, openEmbeddedStore } from '../../src/stores/embedded.js';
import { add, find, held, move } from '../support/storedIntents.js';
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
  it('does none of what it was asked for, says so to everybody, and goes on when there is room', async () => {
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

  it('lets nobody wait once it is closed', async () => {
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

describe('a store whose file is taken away', () => {
  const openFile = async () => {
    const path = `${temporaryDirectory()}/intents.db`;
    const store = await openEmbeddedStore(path);
    onTestFinished(() => store.close());
    await add(store, held('pi_1'));
    return { path, store };
  };

  it('is unavailable until it is back, so that nothing goes where nobody will find it', async () => {
    const { path, store } = await openFile();
    renameSync(path, `${path}.away`);
    expect(await reasons([move(store, 'pi_1')])).toEqual([unavailable]);
    renameSync(`${path}.away`, path);
    expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
  });

  it('is unavailable when another file has its place', async () => {
    const { path, store } = await openFile();
    rmSync(path);
    writeFileSync(path, '');
    expect(await reasons([move(store, 'pi_1')])).toEqual([unavailable]);
  });
});
