/** Delivers events to their receivers. */

import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Dialect } from '../dialects/Dialect.js';
import type { Lease } from '../domain/Deliveries.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store, Transaction } from '../domain/Store.js';
import { machineTime } from '../domain/time.js';
import { type Attempter, createAttempter } from './attempt.js';
import { createLine, type Line, type LineOptions } from './createLine.js';
import type { Subscription } from './declaration.js';
import { createDeliveryFaults, type ReadableDeliveryFaults } from './deliveryFaults.js';
import { createRounds } from './rounds.js';
import { createSender } from './send.js';

/** Delivers the events of one dialect from one process. It does not keep the process running between attempts. */
export interface Dispatcher {
  readonly faults: ReadableDeliveryFaults;
  /** Delivers the events of an owner to an endpoint from now on. A known endpoint gets the new subscription. */
  add(owner: Owner, subscription: Subscription): Promise<void>;
  /** False when the owner has no such endpoint. */
  remove(owner: Owner, id: string): Promise<boolean>;
  /** Whether this process delivers to any endpoint. */
  readonly isInUse: boolean;
  /** Makes the attempts that are due, and resolves when all have been answered. */
  settle(): Promise<void>;
  /** Unix seconds of the next attempt; null when none is to come. */
  nextDue(transaction: Transaction): Promise<number | null>;
  /** Ends what is under way, without waiting for its answers, and gives back what it has taken. */
  close(): Promise<void>;
}

export interface DispatcherOptions {
  readonly store: Store;
  readonly log: Logger;
  /** Whether other processes may use the same store and leave deliveries behind. */
  readonly isShared: boolean;
}

/** Milliseconds that a lease lasts, between two renewals, and between two looks after other processes. */
const leasePeriod = 3_000;
const renewalPeriod = 1_000;
const lookPeriod = 1_000;

/**
 * Milliseconds for which events are gathered, after the last one and in all: together they take few transactions, and
 * answers go first.
 */
const gathering = 20;
const longestGathering = 100;

export function createDispatcher(dialect: Dialect, { store, log, isShared }: DispatcherOptions): Dispatcher {
  const holder = randomUUID();
  const closing = new AbortController();
  const sender = createSender();
  const lines = new Map<string, Line>();
  let alarm: NodeJS.Timeout | undefined;
  let renewal: NodeJS.Timeout | undefined;
  let look: NodeJS.Timeout | undefined;
  let mending: NodeJS.Timeout | undefined;
  let gathered: NodeJS.Timeout | undefined;
  let gatheringSince = 0;

  const start = (which: 'all' | 'first') => {
    if (closing.signal.aborted || lines.size === 0) return;
    renewal ??= setInterval(renew, renewalPeriod).unref();
    for (const line of lines.values()) line.start(which);
  };
  const wake = () => {
    start('all');
    scheduling.ask();
  };
  const faults = createDeliveryFaults(Object.values(dialect.webhooks.types), () => {
    attempter.letGo();
    wake();
  });
  const attempter: Attempter = createAttempter(dialect, { sender, faults, log });

  const lease = (): Lease => {
    const now = machineTime();
    return { holder, now, until: now + leasePeriod };
  };

  const claimed: LineOptions['claimed'] = async ({ deliveries, objects, clock: { now, isStopped } }, claim) => {
    const due = await claim(deliveries);
    const written = due.map(async (delivery) => {
      const { event, owner } = delivery;
      const body = JSON.stringify(await dialect.webhooks.encode(event, owner, objects), null, 2);
      return { delivery, type: dialect.webhooks.types[event.kind] ?? '', body };
    });
    return { due: await Promise.all(written), now, isStopped };
  };

  const renew = async () => {
    const isBusy = [...lines.values()].some((line) => line.isBusy);
    if (isBusy) return store.transact(({ deliveries }) => deliveries.renew(lease())).catch(() => undefined);
    clearInterval(renewal);
    renewal = undefined;
  };

  /** Sets the alarm to the next attempt, unless the clock stands still. */
  const schedule = async () => {
    const next = await store
      .transact(async (transaction) => ({ ...transaction.clock, due: await nextDue(transaction) }))
      .catch(() => undefined);
    clearTimeout(alarm);
    if (!next || next.due === null || next.isStopped || closing.signal.aborted) return;
    const wait = Math.min((next.due - next.now) * 1000, 2 ** 31 - 1);
    alarm = setTimeout(wake, wait).unref();
  };
  const scheduling = createRounds(schedule);

  /** The store may be there again in a moment. */
  const onTrouble: LineOptions['onTrouble'] = (error, { subscription: { id } }) => {
    if (closing.signal.aborted || mending) return;
    log.warn({ err: error, endpoint: id }, 'webhooks interrupted; trying again in a second');
    mending = setTimeout(() => {
      mending = undefined;
      wake();
    }, lookPeriod).unref();
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

  const gather = () => {
    if (gathered === undefined) {
      gatheringSince = performance.now();
      gathered = setTimeout(deliverGathered, gathering).unref();
    } else if (performance.now() - gatheringSince < longestGathering) {
      gathered.refresh();
    }
  };
  const deliverGathered = () => {
    gathered = undefined;
    start('first');
  };
  // A redelivery starts its own attempt.
  store.onDue(gather, closing.signal);

  return {
    faults,

    get isInUse() {
      return lines.size > 0;
    },

    async add(owner, subscription) {
      const { id, url, kinds } = subscription;
      await store.transact(({ deliveries }) => deliveries.register({ owner, id, url, kinds }));
      const line = lines.get(keyOf(owner, id));
      const options = { store, attempter, lease, claimed, onPostponed: () => scheduling.ask(), onTrouble };
      if (line) line.subscription = subscription;
      else lines.set(keyOf(owner, id), createLine(owner, subscription, options));
      if (isShared) look ??= setInterval(lookAfter, lookPeriod).unref();
      wake();
    },

    async remove(owner, id) {
      const line = lines.get(keyOf(owner, id));
      lines.delete(keyOf(owner, id));
      await line?.end();
      return store.transact(({ deliveries }) => deliveries.end(owner, id, 'removed'));
    },

    async settle() {
      wake();
      for (;;) {
        const busy = [...lines.values()].filter((line) => line.isBusy);
        if (busy.length === 0) return;
        await Promise.all(busy.map((line) => line.settle()));
      }
    },

    nextDue,

    async close() {
      closing.abort();
      for (const timer of [alarm, renewal, look, mending, gathered]) clearTimeout(timer);
      attempter.letGo();
      await Promise.all([...lines.values()].map((line) => line.end()));
      await scheduling.running;
      sender.close();
      const own = [...lines.values()].filter(({ subscription: { receiver } }) => !(receiver instanceof URL));
      await store.transact(async ({ deliveries }) => {
        await deliveries.release(holder);
        // No other process can deliver to a function of this one.
        for (const { owner, subscription } of own) await deliveries.end(owner, subscription.id, 'removed');
      });
    },
  };
}

function keyOf({ organization, livemode }: Owner, id: string): string {
  return JSON.stringify([organization, livemode, id]);
}
