/** How transactions of one process share a commit on one embedded connection. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Store, Transaction } from '../domain/Store.js';
import { StoreUnavailable } from '../domain/StoreUnavailable.js';
import type { EmbeddedConnection } from './embeddedConnection.js';

interface Job {
  /** Done again from its beginning when another job of its transaction has failed. */
  work(transaction: Transaction): Promise<unknown>;
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** Bounds how long one commit keeps the event loop: 64 cancels take about 5 ms. */
const jobsPerCommit = 64;

/** Milliseconds to wait for another process that is writing, and between two looks whether it still is. */
const patience = 5_000;
const pause = 5;

/**
 * A store over one connection. Requests that wait together share one transaction and so one fsync, and none is
 * answered before the commit. A cancel costs 0.43 ms alone and 0.05 ms among fifty.
 */
export function groupCommit(connection: EmbeddedConnection, transaction: Transaction): Store {
  const waiting: Job[] = [];
  let draining: Promise<void> | undefined;
  let closed: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // Let the requests that have already arrived join this commit.
      await new Promise(setImmediate);
      await commit(connection, transaction, waiting.splice(0, jobsPerCommit));
    }
    draining = undefined;
  }

  async function close(): Promise<void> {
    await draining;
    connection.close();
  }

  return {
    async transact<Result>(work: (transaction: Transaction) => Promise<Result>) {
      if (closed) throw new Error('the store is closed');
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ work, resolve: (value) => resolve(value as Result), reject });
        draining ??= drain();
      });
    },

    close() {
      closed ??= close();
      return closed;
    },
  };
}

async function commit(connection: EmbeddedConnection, transaction: Transaction, jobs: readonly Job[]): Promise<void> {
  const values: unknown[] = [];
  let running: Job | undefined;
  try {
    await begin(connection);
    for (const job of jobs) {
      running = job;
      values.push(await job.work(transaction));
    }
    running = undefined;
    connection.execute('commit');
  } catch (reason) {
    // When the engine has given the transaction up, as it does on a full disk, there is no use in trying the others.
    const failed = running && connection.inTransaction() ? [running] : jobs;
    rollback(connection);
    for (const job of failed) job.reject(reason);
    // Hardly any job ever fails. To be able to undo only that one, each would need a savepoint, which costs it 17 µs.
    const others = jobs.filter((job) => !failed.includes(job));
    return others.length > 0 ? commit(connection, transaction, others) : undefined;
  }
  jobs.forEach((job, index) => {
    job.resolve(values[index]);
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
