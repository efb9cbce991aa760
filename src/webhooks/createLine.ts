/** Delivers to one endpoint of one owner. */

import type { Deliveries, Lease } from '../domain/Deliveries.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store, Transaction } from '../domain/Store.js';
import type { Attempter, Concluded, Outgoing } from './attempt.js';
import type { Subscription } from './declaration.js';
import { createRounds } from './rounds.js';

export interface Line {
  readonly owner: Owner;
  subscription: Subscription;
  /** Makes the attempts that are due: all, or the first ones. */
  start(which: 'all' | 'first'): void;
  readonly isBusy: boolean;
  /** Resolves when nothing is under way. */
  settle(): Promise<void>;
  /** Ends what is under way. What has no answer yet stays as it was. */
  end(): Promise<void>;
}

export interface LineOptions {
  readonly store: Store;
  readonly attempter: Attempter;
  lease(): Lease;
  /** Claims deliveries, and writes what is sent for each. */
  claimed(transaction: Transaction, claim: (deliveries: Deliveries) => Promise<Claim>): Promise<Claimed>;
  /** Called when an attempt is to be made later. */
  onPostponed(): void;
  /** Called when the store has failed. What is due stays due. */
  onTrouble(error: unknown, line: Line): void;
}

type Claim = Awaited<ReturnType<Deliveries['claimFirst']>>;

/** What was taken, and the clock of the transaction that took it, in Unix seconds. */
export interface Claimed {
  readonly due: readonly Outgoing[];
  readonly now: number;
  readonly isStopped: boolean;
}

/** Deliveries that are taken at once, and written down together. */
const batch = 64;
/** Milliseconds between a batch that left none and the next: answers go first, and more events come together. */
const rest = 100;
/** Retries under way at once. One without an answer delays others only when there are so many. */
const mostFurther = 64;

export function createLine(owner: Owner, subscription: Subscription, options: LineOptions): Line {
  const { store, attempter, lease, claimed, onPostponed, onTrouble } = options;
  const ending = new AbortController();
  const { signal } = ending;
  const underWay = new Set<Promise<void>>();
  const target = () => ({ subscription: line.subscription, end: signal });
  const { id } = subscription;
  let endRest = () => {};
  const resting = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, rest);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const write = async (deliveries: Deliveries, concluded: readonly Concluded[]) => {
    for (const done of concluded) await conclude(deliveries, done);
  };
  const tell = (concluded: readonly Concluded[]) => {
    if (concluded.some(({ result }) => result.kind === 'failed' || result.kind === 'postponed')) onPostponed();
  };

  /** One after the other, in the order in which things happened. */
  const deliverFirst = async () => {
    let concluded: readonly Concluded[] = [];
    while (!signal.aborted) {
      const before = concluded;
      const taken = await store.transact(async (transaction) => {
        await write(transaction.deliveries, before);
        const except = attempter.kept(id);
        return claimed(transaction, (deliveries) => deliveries.claimFirst(owner, id, lease(), batch, except));
      });
      tell(before);
      if (taken.due.length === 0) return;
      const now = clockFrom(taken);
      if (before.length > 0 && before.length < batch) await resting();
      concluded = await attempter.inOrder(taken.due, target(), now);
    }
    if (concluded.length > 0) await store.transact(({ deliveries }) => write(deliveries, concluded));
  };

  /** All at once. */
  const deliverFurther = async () => {
    while (!signal.aborted && underWay.size < mostFurther) {
      const limit = mostFurther - underWay.size;
      const taken = await store.transact((transaction) =>
        claimed(transaction, (deliveries) => deliveries.claimFurther(owner, id, lease(), limit)),
      );
      if (taken.due.length === 0) return;
      for (const outgoing of taken.due) {
        const attempt = deliverAgain(outgoing, taken.now).catch(troubled);
        underWay.add(attempt);
        attempt.finally(() => {
          // There may be one that had to wait.
          if (underWay.size === mostFurther) further.ask();
          underWay.delete(attempt);
        });
      }
    }
  };

  const deliverAgain = async (outgoing: Outgoing, at: number) => {
    const done = await attempter.attempt(outgoing, target(), at);
    if (!done) return;
    await store.transact(({ deliveries }) => conclude(deliveries, done));
    tell([done]);
  };

  const troubled = (error: unknown) => onTrouble(error, line);
  const first = createRounds(() => deliverFirst().catch(troubled));
  const further = createRounds(() => deliverFurther().catch(troubled));

  const line: Line = {
    owner,
    subscription,

    start(which) {
      if (signal.aborted) return;
      first.ask();
      if (which === 'first') return;
      further.ask();
      endRest();
    },

    get isBusy() {
      return first.running !== undefined || further.running !== undefined || underWay.size > 0;
    },

    async settle() {
      while (line.isBusy) await Promise.all([first.running, further.running, ...underWay]);
    },

    async end() {
      ending.abort();
      endRest();
      await line.settle();
    },
  };
  return line;
}

async function conclude(deliveries: Deliveries, { delivery, result, endsEndpoint }: Concluded): Promise<void> {
  await deliveries.conclude(delivery, result);
  if (endsEndpoint) await deliveries.end(delivery.owner, delivery.endpoint, 'disabled');
}

/** The time of attempts that were taken at a moment: Unix seconds, later by what has passed unless the clock stands still. */
function clockFrom({ now, isStopped }: Claimed): () => number {
  const since = performance.now();
  return () => (isStopped ? now : now + Math.floor((performance.now() - since) / 1000));
}
