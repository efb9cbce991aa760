import type Database from 'libsql';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import type { Connection } from './Connection.js';
import type { Look } from './databaseFiles.js';
import type { Statement, Values } from './Statement.js';

/** The one connection to an embedded database, which also says where its transactions begin and end. */
export interface EmbeddedConnection extends Connection {
  /** Begins a transaction that can write. False while another process has one. */
  begin(): boolean;
  /** Throws when the transaction, or what was committed before, could be lost although the engine has noticed nothing. */
  commit(): void;
  /** Does nothing when the engine has given the transaction up. */
  rollback(): void;
  /** False as soon as the engine has given the transaction up, as it does when the disk is full. */
  inTransaction(): boolean;
  close(): void;
}

/**
 * Every statement is prepared once and kept: there are few distinct ones.
 *
 * @param look says what is wrong with the database's files.
 */
export function embeddedConnection(database: Database.Database, look: Look): EmbeddedConnection {
  const statements = keep((text) => database.prepare(text));
  // The engine takes 4 µs longer to give names to the columns of an intent.
  const readers = keep((text) => {
    const statement = database.prepare(text);
    return { statement: statement.raw(), columns: statement.columns().map(({ name }) => name) };
  });

  const expectFiles = () => {
    const problem = look();
    if (problem !== undefined) throw new StoreUnavailable(problem);
  };

  return {
    async first<Row>({ text, bind }: Statement<Row>, values: Values) {
      return attempt(() => {
        const { statement, columns } = readers(text);
        const cells = statement.get(bind(values)) as unknown[] | undefined;
        return cells && (toRow(columns, cells) as Row);
      });
    },
    async all<Row>({ text, bind }: Statement<Row>, values: Values) {
      return attempt(() => {
        const { statement, columns } = readers(text);
        return (statement.all(bind(values)) as unknown[][]).map((cells) => toRow(columns, cells) as Row);
      });
    },
    async run({ text, bind }, values) {
      return attempt(() => statements(text).run(bind(values)).changes);
    },
    begin() {
      expectFiles();
      try {
        database.exec('begin immediate');
        return true;
      } catch (error) {
        if ((error as { code?: string }).code === 'SQLITE_BUSY') return false;
        throw explain(error);
      }
    },
    commit() {
      // A write to a log that was just shortened leaves a hole, and the log as long as before.
      expectFiles();
      attempt(() => database.exec('commit'));
      expectFiles();
    },
    rollback() {
      if (database.inTransaction) database.exec('rollback');
    },
    inTransaction: () => database.inTransaction,
    close: () => void database.close(),
  };
}

function toRow(columns: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, column] of columns.entries()) row[column] = cells[index];
  return row;
}

/** Makes one value for each text, and keeps it. */
function keep<Kept>(make: (text: string) => Kept): (text: string) => Kept {
  const kept = new Map<string, Kept>();
  return (text) => {
    const found = kept.get(text) ?? make(text);
    kept.set(text, found);
    return found;
  };
}

/** Transient errors: another writer, a full or failing disk, a file that can't be written. */
const passing = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM|PROTOCOL)/;

function attempt<Result>(action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw explain(error);
  }
}

function explain(error: unknown): unknown {
  const { code = '', message } = error as { code?: string; message: string };
  return passing.test(code) ? new StoreUnavailable(message, { cause: error }) : error;
}
