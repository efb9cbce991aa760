import pg from 'pg';
import { beforeAll, expect, onTestFinished } from 'vitest';
import { openPostgresStore } from '../../src/stores/postgres.js';
import { type Postgres, startPostgres } from './postgres.js';
import { type Reference, standstill, startReference } from './reference.js';

/** One PostgreSQL for all the tests of a file. */
export function sharePostgres(): () => Postgres {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
    return () => postgres.remove();
  });
  return () => postgres;
}

/** A client of a database, as somebody else has it. */
export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** A reference server on a database in PostgreSQL. */
export async function startOn(url: string, dialect: 'stripe' | 'chargefy' = 'stripe'): Promise<Reference> {
  return startReference(dialect, { store: await openPostgresStore(url, standstill) });
}

/** Keeps an intent from everybody else. Requests that are about it wait in the middle of their execution. */
export async function lockIntent(
  url: string,
  id: string,
): Promise<{ waiting(count: number): Promise<void>; endWaiting(): Promise<void>; unlock(): Promise<void> }> {
  const client = await connectTo(url);
  await client.query('begin');
  const { rowCount } = await client.query('select 1 from payment_intents where id = $1 for update', [id]);
  expect(rowCount).toBe(1);
  const waiters = "from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  return {
    waiting: (count) => expect.poll(async () => (await client.query(`select 1 ${waiters}`)).rowCount).toBe(count),
    async endWaiting() {
      await client.query(`select pg_terminate_backend(pid) ${waiters}`);
    },
    async unlock() {
      await client.query('rollback');
    },
  };
}
