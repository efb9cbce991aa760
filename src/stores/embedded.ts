import { Kysely, SqliteDialect, type SqliteStatement, sql } from 'kysely';
import Database from 'libsql';
import type { Store } from '../domain/Store.js';
import { groupCommit } from './groupCommit.js';
import { migrate } from './migrate.js';
import type { Schema } from './schema.js';

/** Milliseconds to wait for another process that is writing. */
const busyTimeout = 5_000;

/**
 * Opens a store inside this process.
 *
 * @param location the path of a file, which is made when missing, or `:memory:`. A file keeps what was committed
 *   when the process or the machine dies.
 * @throws when the file can't be opened or written, or is no database of this package.
 */
export async function openEmbeddedStore(location: string): Promise<Store> {
  const database = new Database(location, { timeout: busyTimeout });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: keepStatements(database) }) });
    await alone(db, migrate);
    return groupCommit(db);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Two processes that open a new file at the same moment both find it empty: one has to wait for the other. */
async function alone(db: Kysely<Schema>, work: (db: Kysely<Schema>) => Promise<void>): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    await work(connection);
    await sql`commit`.execute(connection);
  });
}

/** Kysely prepares a statement for every query; keeping the few distinct ones halves the time of a cancel. */
function keepStatements(database: Database.Database) {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(text: string): SqliteStatement {
      let statement = statements.get(text);
      if (!statement) {
        statement = database.prepare(text);
        statements.set(text, statement);
      }
      return statement;
    },
    close: () => {
      database.close();
    },
  };
}
