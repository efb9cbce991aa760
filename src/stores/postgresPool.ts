/** The connections of one process to PostgreSQL. */

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import type { Connection } from './Connection.js';
import type { Statement, Values } from './Statement.js';

/** Connections a process has at most. A server of PostgreSQL takes 100 in all unless told otherwise. */
const connections = 10;

/** Milliseconds to wait for a connection, whether all are taken or the database can't be reached. */
export const connectionTimeout = 5_000;

/** Milliseconds after which the database gives a statement up, and after which we do if it has not said so. */
export const statementTimeout = 5_000;
const queryTimeout = 6_000;

export interface PostgresConnection extends Connection {
  /** Runs a statement that has no parameters and no result. */
  execute(text: string): Promise<void>;
}

export interface PostgresPool {
  /**
   * Executes `begin` on a connection, then runs `work` with it and the first row that its last statement found. No
   * other work has the connection meanwhile.
   */
  use<Result>(
    begin: string,
    work: (connection: PostgresConnection, found: unknown) => Promise<Result>,
  ): Promise<Result>;
  /** Throws when prepared statements get lost between us and the database. */
  expectPreparedStatements(): Promise<void>;
  end(): Promise<void>;
}

/** Connects when it is first used, and again when a connection was lost. */
export function postgresPool(url: string): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectionTimeout,
    query_timeout: queryTimeout,
    keepAlive: true,
  });
  // A connection that is lost while idle says so here, and would end the process without a listener.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  return {
    async use(begin, work) {
      const { client, connection, found } = await beginOn(pool, begin);
      try {
        return await work(connection, found);
      } finally {
        client.release(connection.broken());
      }
    },
    async expectPreparedStatements() {
      const clients = await Promise.all([pool.connect(), pool.connect()]);
      try {
        await prepareInTurns(clients);
      } finally {
        for (const client of clients) client.release();
      }
    },
    end: () => pool.end(),
  };
}

/**
 * A connection on which `begin` has been executed. The loss of an idle connection may show only now. Nothing has been
 * asked of it, so another one takes its place.
 */
async function beginOn(pool: pg.Pool, begin: string) {
  const patience = performance.now() + connectionTimeout;
  for (;;) {
    const client = await pool.connect().catch((error) => {
      throw new StoreUnavailable("can't connect to the database", { cause: error });
    });
    const connection = connectionOf(client);
    try {
      return { client, connection, found: await connection.begin(begin) };
    } catch (error) {
      // It is unknown how far it has come.
      client.release(true);
      if (!connection.broken() || performance.now() > patience) throw error;
    }
  }
}

/**
 * Where sessions are shared, either the first client gets another one the second time, which does not know its
 * statement, or the second client gets one that knows it already.
 */
async function prepareInTurns([first, second]: readonly [pg.PoolClient, pg.PoolClient]): Promise<void> {
  const name = `check_${randomUUID()}`;
  try {
    for (const client of [first, first, second]) await client.query({ name, text: 'select 1' });
  } catch (error) {
    if (!isShared(error)) throw error;
    throw new Error('a pooler on the way loses prepared statements; put it into session mode', { cause: error });
  }
}

function connectionOf(client: pg.PoolClient) {
  let broken = false;
  const query = async (config: pg.QueryConfig) => {
    if (broken) throw new StoreUnavailable('the connection to the database is lost');
    try {
      return await client.query(config);
    } catch (error) {
      broken = isLoss(error);
      throw broken || isPassing(error) ? new StoreUnavailable((error as Error).message, { cause: error }) : error;
    }
  };
  const run = ({ name, text, bind }: Statement, values: Values) => query({ name, text, values: bind(values) });

  return {
    first: async <Row>(statement: Statement<Row>, values: Values) =>
      (await run(statement, values)).rows[0] as Row | undefined,
    all: async <Row>(statement: Statement<Row>, values: Values) => (await run(statement, values)).rows as Row[],
    run: async (statement: Statement, values: Values) => (await run(statement, values)).rowCount ?? 0,
    async execute(text: string) {
      const { command } = await query({ text });
      // PostgreSQL answers the commit of a failed transaction with a rollback and no error.
      if (text === 'commit' && command !== 'COMMIT') throw new Error('the transaction was rolled back');
    },
    /** Runs several statements. Resolves to the first row of the last one's result. */
    async begin(text: string): Promise<unknown> {
      const results = (await query({ text })) as unknown as pg.QueryResult[];
      return results.at(-1)?.rows[0];
    },
    broken: () => broken,
  };
}

/**
 * An error that the database did not send comes from the connection. The database also says when it ends one, and a
 * session that others share can't be used any more.
 */
function isLoss(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || /^(08|57P)/.test(error.code ?? '') || isShared(error);
}

/** Prepared statements that are missing or there already, and transactions that others have begun or ended. */
function isShared(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(26|42P05|25(?!006))/.test(error.code ?? '');
}

/**
 * Transient errors: a database that has no room or no time, that can't be written at the moment, or that has broken off
 * this transaction for the sake of another.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isPassing(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(25006|40|53|55P03|57|58)/.test(error.code ?? '');
}
