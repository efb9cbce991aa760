import { setTimeout as wait } from 'node:timers/promises';
import type { Store, Unit } from '../domain/Store.js';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import type { EmbeddedConnection } from './embeddedConnection.js';

interface Job {
  work(unit: Unit): Promise<unknown>;
  settle(outcome: PromiseSettledResult<unknown>): void;
}

/** Bounds how long one commit keeps the event loop: 64 cancels take about 5 ms. */
const jobsPerCommit = 64;

/** Milliseconds to wait for another process that is writing, and between two looks whether it still is. */
const patience = 5_000;
const pause = 5;

/**
 * A store over one connection. Requests that wait together share one transaction and so one fsync, each in a
 * savepoint of its own; none is answered before the commit. A cancel costs 0.43 ms alone and 0.07 ms among fifty.
 */
export function groupCommit(connection: EmbeddedConnection, unit: Unit): Store {
  const waiting: Job[] = [];
  let draining: Promise<void> | undefined;
  let closed: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // Let the requests that have already arrived join this commit.
      await new Promise(setImmediate);
      await commit(connection, unit, waiting.splice(0, jobsPerCommit));
    }
    draining = undefined;
  }

  async function close(): Promise<void> {
    await draining;
    connection.close();
  }

  return {
    async transact<Result>(work: (unit: Unit) => Promise<Result>) {
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

async function commit(connection: EmbeddedConnection, unit: Unit, jobs: readonly Job[]): Promise<void> {
  const outcomes: PromiseSettledResult<unknown>[] = [];
  try {
    await begin(connection);
    for (const job of jobs) outcomes.push(await inSavepoint(connection, unit, job));
    connection.execute('commit');
  } catch (reason) {
    rollback(connection);
    for (const job of jobs) job.settle({ status: 'rejected', reason });
    return;
  }
  jobs.forEach((job, index) => {
    const outcome = outcomes[index];
    if (outcome) job.settle(outcome);
  });
}

function rollback(connection: EmbeddedConnection): void {
  try {
    if (connection.inTransaction()) connection.execute('rollback');
  } catch {
    // Why the work failed matters more, and the next transaction can't begin before this one has ended.
  }
}

/** SQLite itself would wait without letting anything else in this process happen. */
async function begin(connection: EmbeddedConnection): Promise<void> {
  const since = performance.now();
  while (!connection.begin()) {
    if (performance.now() - since > patience) throw new StoreUnavailable('another process keeps the database locked');
    await wait(pause);
  }
}

async function inSavepoint(
  connection: EmbeddedConnection,
  unit: Unit,
  job: Job,
): Promise<PromiseSettledResult<unknown>> {
  connection.execute('savepoint job');
  try {
    const value = await job.work(unit);
    connection.execute('release job');
    return { status: 'fulfilled', value };
  } catch (reason) {
    // Then the work of the jobs before this one is undone as well.
    if (!connection.inTransaction()) throw reason;
    connection.execute('rollback to job');
    connection.execute('release job');
    return { status: 'rejected', reason };
  }
}
