/** The clock of a reference. */

import type { Clock as ClockReading } from '../contract/control.js';
import { advanceBy, type ClockChange, startClock, stopClock } from '../domain/Clock.js';
import type { Store, StoreClock, Transaction } from '../domain/Store.js';
import { InvalidTime, millisecondsIn, type Span } from '../domain/time.js';
import { purgeAnswers, purgeEvents } from '../server/purge.js';
import type { Dispatcher } from '../webhooks/createDispatcher.js';
import { asItIs, clockMoveOf, type Move } from './clockMoveOf.js';

/**
 * The time of a reference, and of all others on the same database. It follows the machine's clock until it is moved, and never
 * goes back.
 *
 * Whatever is due by a moment happens at that moment: a hold or a Checkout Session expires (Stripe), a bank debit succeeds or
 * fails, an idempotency key is forgotten, a webhook is delivered again.
 */
export interface ReferenceClock {
  /** The current time, in Unix seconds. */
  now(): Promise<number>;

  /**
   * Moves the time forward. When it resolves, everything that was due by the new time has happened, and webhooks that were due
   * have been delivered. The clock then runs on, unless it was stopped.
   *
   * @param span is a number of milliseconds, or a text such as `7d`, `24h`, `5m` or `30s`.
   * @throws TypeError when that is no span of time, or a negative one.
   * @example
   * await reference.clock.advance('24h');
   */
  advance(span: Span): Promise<void>;

  /** Stops the clock. `advance` still moves it. */
  stop(): Promise<void>;

  /** Lets a stopped clock run on from its current time. */
  go(): Promise<void>;
}

/** The same clock, for requests over HTTP. */
export interface ControlledClock extends ReferenceClock {
  read(): Promise<ClockReading>;
  /** Moves it as a request asks, or says what to change about the request. */
  move(sent: unknown): Promise<{ moved: ClockReading } | { problem: string }>;
}

/** @param dispatchers are all that deliver events of this store in this process; more may be added later. */
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
  /** Moves from one due moment to the next, because what happens at one may make something else due. */
  const moveInSteps = async ({ state, span }: Move) => {
    let reading = await move((clock, time) => {
      const changed = state(clock, time);
      // Does not begin a move that it can't finish.
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
