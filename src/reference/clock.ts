/** The clock of a reference. */

import { advanceBy, type ClockChange, startClock, stopClock } from '../domain/Clock.js';
import type { Store } from '../domain/Store.js';
import { millisecondsIn, type Span } from '../domain/time.js';
import { purgeAnswers } from '../server/purge.js';

/**
 * The time that all share who share the database. It goes with the machine's until it is moved, and never goes back.
 *
 * What it brings happens at the moment it is due: a hold of Stripe's expires, an idempotency key is forgotten.
 */
export interface ReferenceClock {
  /** Unix seconds. */
  now(): Promise<number>;

  /**
   * Moves the time on, and goes on from there unless it stands still. What is due by then has happened when it resolves.
   *
   * @param span milliseconds, or such as `7d`, `24h`, `5m` or `30s`.
   * @throws TypeError when that is no span of time, or one that goes back.
   */
  advance(span: Span): Promise<void>;

  /** Lets the time stand still. It can be advanced all the same. */
  stop(): Promise<void>;

  /** Lets the time go on from where it stands. */
  go(): Promise<void>;
}

export function referenceClock(store: Store): ReferenceClock {
  const move = (change: ClockChange) => store.transact(({ clock }) => clock.move(change));
  return {
    now: () => store.transact(async ({ clock }) => clock.now),
    async advance(span) {
      await move(advanceBy(millisecondsIn(span)));
      await purgeAnswers(store);
    },
    stop: () => move(stopClock),
    go: () => move(startClock),
  };
}
