import { type Kysely, sql } from 'kysely';
import type { PaymentIntents, Store } from '../domain/Store.js';
import { sqlIntents } from './intents.js';
import type { Schema } from './schema.js';

interface Job {
  work(intents: PaymentIntents): Promise<unknown>;
  settle(outcome: PromiseSettledResult<unknown>): void;
}

/** Bounds how long one commit keeps the event loop: 64 cancels take about 5 ms. */
const jobsPerCommit = 64;

/**
 * A store over one connection. Requests that wait together share one transaction and so one fsync, each in a
 * savepoint of its own; none is answered before the commit. A cancel costs 0.43 ms alone and 0.07 ms among fifty.
 */
export function groupCommit(db: Kysely<Schema>): Store {
  const waiting: Job[] = [];
  let draining: Promise<void> | undefined;
  let closed: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // Let the requests that have already arrived join this commit.
      await new Promise(setImmediate);
      await commit(db, waiting.splice(0, jobsPerCommit));
    }
    draining = undefined;
  }

  async function close(): Promise<void> {
    await draining;
    await db.destroy();
  }

  return {
    async transact<Result>(work: (intents: PaymentIntents) => Promise<Result>) {
      if (closed) throw new Error('the store is closed');
      return new Promise<Result>((resolve, reject) => {
        waiting.push({
          work,
          settle: (outcome) =>
            outcome.status === 'fulfilled' ? resolve(outcome.value as Result) : reject(outcome.reason),
        });
        draining ??= drain();
      });
    },

    close() {
      closed ??= close();
      return closed;
    },
  };
}

async function commit(db: Kysely<Schema>, jobs: readonly Job[]): Promise<void> {
  const outcomes: PromiseSettledResult<unknown>[] = [];
  try {
    await db.connection().execute(async (connection) => {
      await sql`begin immediate`.execute(connection);
      try {
        for (const job of jobs) outcomes.push(await inSavepoint(connection, job));
        await sql`commit`.execute(connection);
      } catch (error) {
        await sql`rollback`.execute(connection).catch(() => undefined);
        throw error;
      }
    });
  } catch (reason) {
    for (const job of jobs) job.settle({ status: 'rejected', reason });
    return;
  }
  jobs.forEach((job, index) => {
    const outcome = outcomes[index];
    if (outcome) job.settle(outcome);
  });
}

async function inSavepoint(connection: Kysely<Schema>, job: Job): Promise<PromiseSettledResult<unknown>> {
  await sql`savepoint job`.execute(connection);
  try {
    const value = await job.work(sqlIntents(connection));
    await sql`release job`.execute(connection);
    return { status: 'fulfilled', value };
  } catch (reason) {
    await sql`rollback to job`.execute(connection);
    await sql`release job`.execute(connection);
    return { status: 'rejected', reason };
  }
}
