/** The clock of a reference. */

import type { Clock as ClockReading } from '../contract/control.js';
import { advanceBy, type ClockChange, startClock, stopClock } from '../domain/Clock.js';
import type { Store, StoreClock, Transaction } from '../domain/Store.js';
import { InvalidTime, millisecondsIn, type Span } from '../domain/time.js';
import { purgeAnswers, purgeEvents } from '../server/purge.js';
import type { Dispatcher } from '../webhooks/createDispatcher.js';
import { asItIs, clockMoveOf, type Move } from './clockMoveOf.js';

/**
 * The time that all share who share the database. It goes with the machine's until it is moved, and never goes back.
 *
 * What it brings happens at the moment it is due: a hold or a Checkout Session of Stripe's expires, a bank debit succeeds
 * or fails, an idempotency key is forgotten, a delivery is tried again.
 */
export interface ReferenceClock {
  /** Unix seconds. */
  now(): Promise<number>;

  /**
   * Moves the time on, and goes on from there unless it stands still. What is due by then has happened when it resolves, and
   * webhooks that are due by then have been answered, each attempt at its moment.
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

/** The same clock, for those who ask for it over HTTP. */
export interface ControlledClock extends ReferenceClock {
  read(): Promise<ClockReading>;
  /** Moves it as somebody asked, or says how to mend what was asked. */
  move(sent: unknown): Promise<{ moved: ClockReading } | { problem: string }>;
}

/** @param dispatchers all that deliver the events of the store from this process; they may be added later. */
export function referenceClock(store: Store, dispatchers: readonly Dispatcher[]): ControlledClock {
  const move = (to: ClockChange) =>
    store.transact(async ({ clock }) => {
      await clock.move(to);
      return readingOf(clock);
    });
  const nextOf = async (transaction: Transaction) => {
    const attempts = await Promise.all(dispatchers.map(({ nextDue }) => nextDue(transaction)));
    const moments = [transaction.clock.deadline, ...attempts].filter((moment) => moment !== null);
    return moments.length > 0 ? Math.min(...moments) : Number.POSITIVE_INFINITY;
  };
  /** From one moment at which something is due to the next, for an attempt at one may be what makes another due. */
  const moveInSteps = async ({ state, span }: Move) => {
    let reading = await move((clock, time) => {
      const changed = state(clock, time);
      // What can't be reached as a whole is not begun.
      advanceBy(span)(changed, time);
      return changed;
    });
    let left = span;
    while (left > 0) {
      await settle(dispatchers);
      const { now, next } = await store.transact(async (transaction) => ({
        now: transaction.clock.now,
        next: await nextOf(transaction),
      }));
      const step = Math.min(left, Math.max(next - now, 1) * 1000);
      reading = await move(advanceBy(step));
      left -= step;
    }
    await settle(dispatchers);
    return reading;
  };
  const change = async (to: Move) => {
    const isPlayed = dispatchers.some(({ isInUse }) => isInUse);
    const { state, span } = to;
    const advance = advanceBy(span);
    const reading = isPlayed ? await moveInSteps(to) : await move((clock, time) => advance(state(clock, time), time));
    await purgeAnswers(store);
    await purgeEvents(store);
    return reading;
  };
  const read = () => store.transact(async ({ clock }) => readingOf(clock));
  return {
    now: async () => (await read()).now,
    async advance(span) {
      await change({ state: asItIs, span: millisecondsIn(span) });
    },
    async stop() {
      await change({ state: stopClock, span: 0 });
    },
    async go() {
      await change({ state: startClock, span: 0 });
    },
    read,
    async move(sent) {
      try {
        return { moved: await change(clockMoveOf(sent)) };
      } catch (error) {
        if (error instanceof InvalidTime) return { problem: error.message };
        throw error;
      }
    },
  };
}

async function settle(dispatchers: readonly Dispatcher[]): Promise<void> {
  await Promise.all(dispatchers.map((dispatcher) => dispatcher.settle()));
}

function readingOf({ now, isStopped }: StoreClock): ClockReading {
  return { now, state: isStopped ? 'stopped' : 'running' };
}
