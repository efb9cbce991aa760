/** Forgets the replies whose idempotency keys are free again, and events that are old. */

import type { Logger } from 'pino';
import { oldestEventKept } from '../domain/Event.js';
import type { Store, Transaction } from '../domain/Store.js';
import { oldestKept } from '../domain/StoredReply.js';

/** Rows removed in one transaction: about a millisecond's work that requests may have to wait for. */
const chunk = 100;

/** Milliseconds between two purges. */
const interval = 60_000;

export interface PurgeOptions {
  readonly store: Store;
  readonly log: Logger;
}

/**
 * Forgets the answers whose idempotency keys are free again, a few at a time, so that requests get in between.
 *
 * @param signal ends it early.
 * @returns how many there were.
 */
export function purgeAnswers(store: Store, signal?: AbortSignal): Promise<number> {
  return purge(store, ({ replies, clock }) => replies.purge(oldestKept(clock.now), chunk), signal);
}

/** Forgets events that are more than 30 days old and wait for no delivery, in the same way. */
export function purgeEvents(store: Store, signal?: AbortSignal): Promise<number> {
  return purge(store, ({ events, clock }) => events.purge(oldestEventKept(clock.now), chunk), signal);
}

async function purge(
  store: Store,
  removeSome: (transaction: Transaction) => Promise<number>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let total = 0;
  for (;;) {
    const removed = await store.transact(removeSome);
    total += removed;
    if (removed < chunk || signal?.aborted) return total;
  }
}

/** Purges now and every minute, until it is told to stop. It keeps no process running. */
export function startPurging({ store, log }: PurgeOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const purgeBoth = async () => {
    try {
      const removed = await purgeAnswers(store, stopping.signal);
      if (removed > 0) log.info({ removed }, 'expired idempotency keys removed');
      await purgeEvents(store, stopping.signal);
    } catch (error) {
      // They are removed the next time, and count as absent until then.
      log.warn({ err: error }, 'expired idempotency keys not removed');
    }
    if (!stopping.signal.aborted) timer = setTimeout(next, interval).unref();
  };
  let running = purgeBoth();
  const next = () => {
    running = purgeBoth();
  };

  return {
    stop() {
      stopping.abort();
      clearTimeout(timer);
      return running;
    },
  };
}
