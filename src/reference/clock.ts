/** The clock of a reference. */

import type { components } from '../../generated/control.js';
import { advanceBy, type ClockChange, startClock, stopClock } from '../domain/Clock.js';
import type { Store, StoreClock } from '../domain/Store.js';
import { InvalidTime, millisecondsIn, type Span } from '../domain/time.js';
import { purgeAnswers, purgeEvents } from '../server/purge.js';
import { clockChangeOf } from './clockChangeOf.js';

/**
 * The time that all share who share the database. It goes with the machine's until it is moved, and never goes back.
 *
 * What it brings happens at the moment it is due: a hold or a Checkout Session of Stripe's expires, a bank debit succeeds
 * or fails, an idempotency key is forgotten.
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

type ClockReading = components['schemas']['Clock'];

/** The same clock, for those who ask for it over HTTP. */
export interface ControlledClock extends ReferenceClock {
  read(): Promise<ClockReading>;
  /** Moves it as somebody asked, or says how to mend what was asked. */
  move(sent: unknown): Promise<{ moved: ClockReading } | { problem: string }>;
}

export function referenceClock(store: Store): ControlledClock {
  const change = async (to: ClockChange) => {
    const reading = await store.transact(async ({ clock }) => {
      await clock.move(to);
      return readingOf(clock);
    });
    await purgeAnswers(store);
    await purgeEvents(store);
    return reading;
  };
  const read = () => store.transact(async ({ clock }) => readingOf(clock));
  return {
    now: async () => (await read()).now,
    async advance(span) {
      await change(advanceBy(millisecondsIn(span)));
    },
    async stop() {
      await change(stopClock);
    },
    async go() {
      await change(startClock);
    },
    read,
    async move(sent) {
      try {
        return { moved: await change(clockChangeOf(sent)) };
      } catch (error) {
        if (error instanceof InvalidTime) return { problem: error.message };
        throw error;
      }
    },
  };
}

function readingOf({ now, isStopped }: StoreClock): ClockReading {
  return { now, state: isStopped ? 'stopped' : 'running' };
}
