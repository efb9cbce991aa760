import type Database from 'libsql';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import type { Connection } from './Connection.js';
import type { Statement, Values } from './Statement.js';

/** The one connection to an embedded database, which also says where its transactions begin and end. */
export interface EmbeddedConnection extends Connection {
  /** Begins a transaction that can write. False while another process has one. */
  begin(): boolean;
  /** Runs a statement that has no parameters and no result. */
  execute(text: string): void;
  /** False as soon as the engine has given the transaction up, as it does when the disk is full. */
  inTransaction(): boolean;
  close(): void;
}

/**
 * Every statement is prepared once and kept: there are few distinct ones.
 *
 * @param isSameFile whether the database is still where it was opened.
 */
export function embeddedConnection(database: Database.Database, isSameFile: () => boolean): EmbeddedConnection {
  const statements = keep((text) => database.prepare(text));
  // The engine takes 4 µs longer to give names to the columns of an intent.
  const readers = keep((text) => {
    const statement = database.prepare(text);
    return { statement: statement.raw(), columns: statement.columns().map(({ name }) => name) };
  });

  return {
    async first<Row>({ text, bind }: Statement<Row>, values: Values) {
      return attempt(() => {
        const { statement, columns } = readers(text);
        const cells = statement.get(bind(values)) as unknown[] | undefined;
        if (!cells) return undefined;
        const row: Record<string, unknown> = {};
        for (const [index, column] of columns.entries()) row[column] = cells[index];
        return row as Row;
      });
    },
    async run({ text, bind }, values) {
      return attempt(() => statements(text).run(bind(values)).changes);
    },
    begin() {
      if (!isSameFile()) throw new StoreUnavailable('the database file has been moved or deleted');
      try {
        database.exec('begin immediate');
        return true;
      } catch (error) {
        if ((error as { code?: string }).code === 'SQLITE_BUSY') return false;
        throw explain(error);
      }
    },
    execute: (text) => attempt(() => database.exec(text)),
    inTransaction: () => database.inTransaction,
    close: () => void database.close(),
  };
}

/** Makes what is asked for once for each text. */
function keep<Kept>(make: (text: string) => Kept): (text: string) => Kept {
  const kept = new Map<string, Kept>();
  return (text) => {
    const found = kept.get(text) ?? make(text);
    kept.set(text, found);
    return found;
  };
}

/** What passes without anybody mending the program: another writer, a full or failing disk, a file that can't be written. */
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
