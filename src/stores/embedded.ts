/** The store in a file or in memory, inside this process. */

import { Kysely, SqliteDialect, sql } from 'kysely';
import Database from 'libsql';
import type { Store } from '../domain/Store.js';
import { machineTime } from '../domain/time.js';
import { createAlarm } from './alarm.js';
import { createAnnouncer } from './announcer.js';
import { watchDatabaseFiles } from './databaseFiles.js';
import { embeddedConnection } from './embeddedConnection.js';
import { groupCommit } from './groupCommit.js';
import { isOurs, migrate } from './migrate.js';
import type { Schema } from './schema.js';
import { sqlTransactions } from './sqlTransaction.js';

/** Milliseconds to wait for another process while the file is opened. */
const busyTimeout = 5_000;

/**
 * Opens a store inside this process.
 *
 * @param location the path of a file, which is made when missing, or `:memory:`. A file keeps what was committed
 *   when the process or the machine dies.
 * @param time Unix milliseconds, the machine's unless given.
 * @throws when the file can't be opened or written, or is neither empty nor a database of this package.
 */
export async function openEmbeddedStore(location: string, time = machineTime): Promise<Store> {
  const database = new Database(location, { timeout: busyTimeout });
  try {
    return await embeddedStore(database, location === ':memory:' ? undefined : location, time);
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Makes a store of a database that is open; the store closes it.
 *
 * @param path where its file is, which is then watched; undefined when it has none.
 */
export async function embeddedStore(database: Database.Database, path?: string, time = machineTime): Promise<Store> {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
  await expectOwnOrEmpty(db);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  await exclusively(db, migrate);
  // From now on the event loop goes on while another process writes.
  database.pragma('busy_timeout = 0');

  const connection = embeddedConnection(
    database,
    path === undefined ? () => undefined : watchDatabaseFiles(path, database),
  );
  const alarm = createAlarm(time, () => {
    // If this fails, the next transaction does the same.
    store.transact(async () => undefined).catch(() => undefined);
  });
  // There is one transaction at a time in this file, so a key is never in use by another.
  const [lock, lockKey] = [async () => undefined, async () => true];
  const { on } = sqlTransactions(db, { machineTime: time, alarm, lock, locksRows: false, lockKey });
  const { onDue, announce } = createAnnouncer();
  let isDue = false;
  const { clock, transaction } = on(connection, () => {
    isDue = true;
  });
  const store = groupCommit(
    connection,
    transaction,
    () => clock.begin(),
    () => {
      if (isDue) announce();
      isDue = false;
    },
  );
  return {
    ...store,
    onDue,
    close() {
      alarm.stop();
      return store.close();
    },
  };
}

/** A file belongs to one program: our tables next to those of another would disturb both. */
async function expectOwnOrEmpty(db: Kysely<Schema>): Promise<void> {
  // No name is read, for libsql ends the process when it reads text that is no UTF-8.
  const { rows } = await sql<{ tables: number; migrations: number | null }>`
    select count(*) as tables, sum(name = 'kysely_migration') as migrations from sqlite_schema
  `.execute(db);
  if (rows[0]?.tables === 0 || (rows[0]?.migrations && (await isOurs(db)))) return;
  throw new Error('it holds tables of another program');
}

/** Two processes that open a new file at the same moment both find it empty: one has to wait for the other. */
async function exclusively(db: Kysely<Schema>, work: (db: Kysely<Schema>) => Promise<void>): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    await work(connection);
    await sql`commit`.execute(connection);
  });
}
