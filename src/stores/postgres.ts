import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Store } from '../domain/Store.js';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import { machineTime } from '../domain/time.js';
import { createAlarm } from './alarm.js';
import { createAnnouncer } from './announcer.js';
import type { Connection } from './Connection.js';
import type { Look } from './clock.js';
import { migrate } from './migrate.js';
import { connectionTimeout, type PostgresConnection, postgresPool, statementTimeout } from './postgresPool.js';
import type { LockKey } from './replies.js';
import { param, prepare } from './Statement.js';
import type { Schema } from './schema.js';
import { sqlTransactions } from './sqlTransaction.js';

/**
 * Opens a store in a PostgreSQL database, which any number of processes may share.
 *
 * @param url `postgres://user:password@host:port/database`.
 * @param time Unix milliseconds, the machine's unless given.
 * @throws when the database can't be reached or written, when a newer version of this package has written it, or when a
 *   pooler on the way shares sessions.
 */
export async function openPostgresStore(url: string, time = machineTime): Promise<Store> {
  const db = await migrated(url);
  const pool = postgresPool(url);
  await pool.expectPreparedStatements().catch(async (error) => {
    await pool.end();
    throw error;
  });
  const alarm = createAlarm(time, () => {
    // If this fails, the next transaction does the same.
    store.transact(async () => undefined).catch(() => undefined);
  });
  const { look, on } = sqlTransactions(db, {
    machineTime: time,
    alarm,
    lock: lockClock(db),
    locksRows: true,
    lockKey: lockKey(db),
  });
  const begin = `${beginning}; ${look}`;
  const { onDue, announce } = createAnnouncer();
  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;

  async function close(): Promise<void> {
    await Promise.allSettled(running);
    await pool.end();
  }

  const store: Store = {
    onDue,

    async transact(work, cause = null) {
      if (closed) throw new StoreUnavailable('the store is closed');
      let isDue = false;
      const transaction = pool.use(begin, async (connection, found) => {
        const result = await inTransaction(connection, async () => {
          const { clock, transaction } = on(connection, () => {
            isDue = true;
          });
          await clock.begin(found as Look);
          return work(transaction(cause));
        });
        if (isDue) announce();
        return result;
      });
      const done = () => running.delete(transaction);
      running.add(transaction);
      transaction.then(done, done);
      return transaction;
    },

    // No process locks the whole of it. A wait for a row takes no longer than a statement may.
    stopWaiting: () => undefined,

    close() {
      alarm.stop();
      closed ??= close();
      return closed;
    },
  };
  return store;
}

/** A database at this version's schema. The result has no connection; it only compiles queries. */
async function migrated(url: string): Promise<Kysely<Schema>> {
  // Without a limit to how long a statement takes, as another process may be migrating.
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: connectionTimeout });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db);
  } finally {
    await db.destroy();
  }
  return db;
}

/**
 * Every statement sees what has been committed by then, with any default of the database. Limits are set for each
 * transaction: many poolers refuse them for a session.
 */
const beginning = [
  'begin isolation level read committed',
  `set local statement_timeout = ${statementTimeout}`,
  `set local idle_in_transaction_session_timeout = ${2 * statementTimeout}`,
].join('; ');

/** Commits what `work` did on a connection that has begun, or undoes it. */
async function inTransaction<Result>(connection: PostgresConnection, work: () => Promise<Result>): Promise<Result> {
  try {
    const result = await work();
    await connection.execute('commit');
    return result;
  } catch (error) {
    // Why the work failed matters more. A connection that can't be rolled back is not used again.
    await connection.execute('rollback').catch(() => undefined);
    throw error;
  }
}

/** For transactions that move the clock or do what is due. It is the first lock that they take. */
function lockClock(db: Kysely<Schema>): (connection: Connection) => Promise<unknown> {
  const lock = prepare(db.selectNoFrom(sql`pg_advisory_xact_lock(hashtextextended('clock', 0))`.as('locked')));
  return (connection) => connection.first(lock, {});
}

function lockKey(db: Kysely<Schema>): LockKey {
  const lock = prepare(
    db.selectNoFrom(
      sql<boolean>`pg_try_advisory_xact_lock(hashtextextended(${param<string>('name')}, 0))`.as('locked'),
    ),
  );
  return async (connection, { organization, livemode }, key) => {
    const row = await connection.first(lock, { name: JSON.stringify([organization, livemode, key]) });
    return row?.locked === true;
  };
}
