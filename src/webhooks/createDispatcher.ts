/** Delivers events to those who want to know of them. */

import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Dialect } from '../dialects/Dialect.js';
import type { Deliveries, Delivery, Lease } from '../domain/Deliveries.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store, Transaction } from '../domain/Store.js';
import { machineTime } from '../domain/time.js';
import { type Attempter, type Concluded, createAttempter, type Outgoing } from './attempt.js';
import type { Subscription } from './declaration.js';
import { createDeliveryFaults, type ReadableDeliveryFaults } from './deliveryFaults.js';
import { createSender } from './send.js';

/** Delivers the events of one dialect from one process. Nothing of it keeps the process running. */
export interface Dispatcher {
  readonly faults: ReadableDeliveryFaults;
  /** Tells somebody from now on what happens to the objects of an owner. Who is told already is told in the new way. */
  add(owner: Owner, subscription: Subscription): Promise<void>;
  /** False when the owner has no such endpoint. */
  remove(owner: Owner, id: string): Promise<boolean>;
  /** Whether anybody is told by this process. */
  readonly isInUse: boolean;
  /** Makes the attempts that are due, and resolves when all have been answered. */
  settle(): Promise<void>;
  /** Unix seconds of the next attempt; null when none is to come. */
  nextDue(transaction: Transaction): Promise<number | null>;
  /** Ends what is under way, and gives back what it has taken. */
  close(): Promise<void>;
}

export interface DispatcherOptions {
  readonly store: Store;
  readonly log: Logger;
  /** Whether other processes may have the same store, so that some have to be looked after. */
  readonly isShared: boolean;
}

/** Deliveries that are taken at once: few, so that another process waits shortly for those of one that has died. */
const batch = 16;
const furtherBatch = 64;

/** Milliseconds for which what is taken stays taken, between two renewals, and between two looks after others. */
const leasePeriod = 5_000;
const renewalPeriod = 1_500;
const lookPeriod = 1_000;

/** One endpoint that this process delivers to. */
interface Line {
  readonly owner: Owner;
  readonly subscription: Subscription;
  /** What is under way; undefined when nothing is. */
  running: Promise<void> | undefined;
  /** Whether more may have come in the meantime. */
  again: boolean;
}

export function createDispatcher(dialect: Dialect, { store, log, isShared }: DispatcherOptions): Dispatcher {
  const holder = randomUUID();
  const closing = new AbortController();
  const sender = createSender();
  const lines = new Map<string, Line>();
  let alarm: NodeJS.Timeout | undefined;
  let renewal: NodeJS.Timeout | undefined;
  let look: NodeJS.Timeout | undefined;

  const wake = () => {
    for (const line of lines.values()) start(line);
  };
  const faults = createDeliveryFaults(Object.values(dialect.webhooks.types), () => {
    attempter.letGo();
    wake();
  });
  const attempter: Attempter = createAttempter(dialect, { sender, faults, log });

  const leaseNow = (): Lease => {
    const now = machineTime();
    return { holder, now, until: now + leasePeriod };
  };

  function start(line: Line): void {
    if (closing.signal.aborted) return;
    line.again = true;
    line.running ??= run(line).finally(() => {
      line.running = undefined;
      if (line.again) start(line);
      else scheduleNext();
    });
  }

  async function run(line: Line): Promise<void> {
    renewal ??= setInterval(renew, renewalPeriod).unref();
    try {
      while (line.again && !closing.signal.aborted) {
        line.again = false;
        await Promise.all([runFirst(line), runFurther(line)]);
      }
    } catch (error) {
      // What is left is delivered when something else happens, or by another process.
      log.warn({ err: error, endpoint: line.subscription.id }, 'webhooks not looked after');
    }
  }

  /** One after the other, in the order in which things happened. */
  async function runFirst({ owner, subscription }: Line): Promise<void> {
    const { id } = subscription;
    let concluded: readonly Concluded[] = [];
    do {
      const taken = await store.transact(async (transaction) => {
        const { deliveries } = transaction;
        for (const done of concluded) await conclude(deliveries, done);
        const due = await deliveries.claimFirst(owner, id, leaseNow(), batch, attempter.kept(id));
        return { ...readingOf(transaction), due: await written(due, transaction) };
      });
      concluded = await attempter.inOrder(taken.due, subscription, clockFrom(taken), closing.signal);
    } while (concluded.length > 0);
  }

  /** All at once: one that is not answered holds up no other. */
  async function runFurther({ owner, subscription }: Line): Promise<void> {
    for (;;) {
      const taken = await store.transact(async (transaction) => {
        const due = await transaction.deliveries.claimFurther(owner, subscription.id, leaseNow(), furtherBatch);
        return { ...readingOf(transaction), due: await written(due, transaction) };
      });
      if (taken.due.length === 0) return;
      await Promise.all(
        taken.due.map(async (outgoing) => {
          const done = await attempter.attempt(outgoing, subscription, taken.now);
          await store.transact(({ deliveries }) => conclude(deliveries, done));
        }),
      );
    }
  }

  /** What is sent of each. */
  const written = (due: readonly Delivery[], { objects }: Transaction): Promise<Outgoing[]> =>
    Promise.all(
      due.map(async (delivery) => {
        const { event, owner } = delivery;
        const body = JSON.stringify(await dialect.webhooks.encode(event, owner, objects), null, 2);
        return { delivery, type: dialect.webhooks.types[event.kind] ?? '', body };
      }),
    );

  const renew = async () => {
    const busy = [...lines.values()].some(({ running }) => running);
    if (busy) return store.transact(({ deliveries }) => deliveries.renew(leaseNow())).catch(() => undefined);
    clearInterval(renewal);
    renewal = undefined;
  };

  /** Sets the alarm to the next attempt, unless the clock stands still. */
  const scheduleNext = async () => {
    if (closing.signal.aborted) return;
    const next = await store
      .transact(async (transaction) => ({ ...readingOf(transaction), due: await nextDue(transaction) }))
      .catch(() => undefined);
    clearTimeout(alarm);
    if (!next || next.due === null || next.isStopped || closing.signal.aborted) return;
    const wait = Math.min((next.due - next.now) * 1000, 2 ** 31 - 1);
    alarm = setTimeout(wake, wait).unref();
  };

  const nextDue = ({ deliveries, clock }: Transaction) => deliveries.nextDue(endpoints(), clock.now);
  const endpoints = () => [...lines.values()].map(({ owner, subscription: { id } }) => ({ owner, id }));

  /** Whether something is due that another process has left, or that has become due by its clock. */
  const lookAfter = async () => {
    const isDue = await store
      .transact(async ({ deliveries, clock: { now } }) => {
        const first = await deliveries.nextDue(endpoints(), -1);
        return first !== null && first <= now;
      })
      .catch(() => false);
    if (isDue) wake();
  };

  store.onDue(wake, closing.signal);

  return {
    faults,

    get isInUse() {
      return lines.size > 0;
    },

    async add(owner, subscription) {
      const { id, url, kinds } = subscription;
      await store.transact(({ deliveries }) => deliveries.register({ owner, id, url, kinds }));
      const line = lines.get(keyOf(owner, id));
      const { running, again = false } = line ?? {};
      lines.set(keyOf(owner, id), { owner, subscription, running, again });
      if (isShared) look ??= setInterval(lookAfter, lookPeriod).unref();
      wake();
    },

    async remove(owner, id) {
      const line = lines.get(keyOf(owner, id));
      lines.delete(keyOf(owner, id));
      await line?.running;
      return store.transact(({ deliveries }) => deliveries.end(owner, id, 'removed'));
    },

    async settle() {
      wake();
      for (;;) {
        const running = [...lines.values()].flatMap(({ running }) => running ?? []);
        if (running.length === 0) return;
        await Promise.all(running);
      }
    },

    nextDue,

    async close() {
      closing.abort();
      for (const timer of [alarm, renewal, look]) clearTimeout(timer);
      attempter.letGo();
      await Promise.all([...lines.values()].map(({ running }) => running));
      sender.close();
      const own = [...lines.values()].filter(({ subscription: { receiver } }) => !(receiver instanceof URL));
      await store.transact(async ({ deliveries }) => {
        await deliveries.release(holder);
        // Nobody else could deliver to a function of this process.
        for (const { owner, subscription } of own) await deliveries.end(owner, subscription.id, 'removed');
      });
    },
  };
}

async function conclude(deliveries: Deliveries, { delivery, result, endsEndpoint }: Concluded): Promise<void> {
  await deliveries.conclude(delivery, result);
  if (endsEndpoint) await deliveries.end(delivery.owner, delivery.endpoint, 'disabled');
}

function keyOf({ organization, livemode }: Owner, id: string): string {
  return JSON.stringify([organization, livemode, id]);
}

function readingOf({ clock: { now, isStopped } }: Transaction): { now: number; isStopped: boolean } {
  return { now, isStopped };
}

/** The time of attempts that were taken at a moment: Unix seconds, later by what has passed unless the clock stands still. */
function clockFrom({ now, isStopped }: { readonly now: number; readonly isStopped: boolean }): () => number {
  const since = performance.now();
  return () => (isStopped ? now : now + Math.floor((performance.now() - since) / 1000));
}
