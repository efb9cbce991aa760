import type Database from 'libsql';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import type { Connection } from './Connection.js';

/** A connection that also says where its transactions begin and end. */
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
 * @param inPlace whether the database is still where it was opened.
 */
export function embeddedConnection(database: Database.Database, inPlace: () => boolean): EmbeddedConnection {
  const statements = new Map<string, Database.Statement>();
  const prepared = (text: string) => {
    let statement = statements.get(text);
    if (!statement) {
      statement = database.prepare(text);
      statements.set(text, statement);
    }
    return statement;
  };

  return {
    async first<Row>({ text, bind }: Parameters<Connection['first']>[0], values: Parameters<Connection['first']>[1]) {
      return attempt(() => prepared(text).get(bind(values)) as Row | undefined);
    },
    async run({ text, bind }, values) {
      return attempt(() => prepared(text).run(bind(values)).changes);
    },
    begin() {
      if (!inPlace()) throw new StoreUnavailable('the database file has been moved or deleted');
      try {
        prepared('begin immediate').run([]);
        return true;
      } catch (error) {
        if ((error as { code?: string }).code === 'SQLITE_BUSY') return false;
        throw explain(error);
      }
    },
    execute: (text) => void attempt(() => prepared(text).run([])),
    inTransaction: () => database.inTransaction,
    close: () => void database.close(),
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
