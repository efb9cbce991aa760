/** Makes attempts, and says what comes of them. */

import type { Logger } from 'pino';
import type { Dialect } from '../dialects/Dialect.js';
import type { AttemptResult, Delivery } from '../domain/Deliveries.js';
import { machineTime } from '../domain/time.js';
import type { Subscription } from './declaration.js';
import type { ReadableDeliveryFaults } from './deliveryFaults.js';
import type { Answer } from './Receiver.js';
import type { Sender } from './send.js';

/** A delivery with what is sent. */
export interface Outgoing {
  readonly delivery: Delivery;
  readonly type: string;
  readonly body: string;
}

/** A delivery, and what came of the attempt. */
export interface Concluded {
  readonly delivery: Delivery;
  readonly result: AttemptResult;
  /** Whether the endpoint wants no event any more. */
  readonly endsEndpoint?: true;
}

export interface Attempter {
  /** Makes one attempt at a moment in Unix seconds. */
  attempt(outgoing: Outgoing, subscription: Subscription, at: number): Promise<Concluded>;
  /** Makes first attempts one after the other, for as long as it may take until they are written down. */
  inOrder(
    due: readonly Outgoing[],
    subscription: Subscription,
    now: () => number,
    signal: AbortSignal,
  ): Promise<readonly Concluded[]>;
  /** Ids of the events that a fault keeps from an endpoint. */
  kept(endpoint: string): readonly string[];
  /** Keeps nothing any more. */
  letGo(): void;
}

export interface AttempterOptions {
  readonly sender: Sender;
  readonly faults: ReadableDeliveryFaults;
  readonly log: Logger;
}

/** Milliseconds after which what came of a batch is written down, whether or not all of it has been sent. */
const patience = 1_000;

export function createAttempter({ webhooks }: Dialect, { sender, faults, log }: AttempterOptions): Attempter {
  /** By endpoint and event. One that waits for the next to be sent is there, too. */
  const kept = new Map<string, Map<string, Outgoing | undefined>>();
  const keep = ({ delivery }: Outgoing, waiting?: Outgoing) => {
    const own = kept.get(delivery.endpoint) ?? new Map<string, Outgoing | undefined>();
    kept.set(delivery.endpoint, own.set(delivery.event.id, waiting));
  };
  const takeWaiting = (endpoint: string): Outgoing[] => {
    const own = kept.get(endpoint);
    const waiting = [...(own?.values() ?? [])].filter((outgoing) => outgoing !== undefined);
    for (const { delivery } of waiting) own?.delete(delivery.event.id);
    return waiting;
  };

  const post = ({ delivery: { event }, body }: Outgoing, { receiver, secrets, timeout }: Subscription, at: number) => {
    const headers = webhooks.headers({ id: event.id, body, at }, secrets);
    return sender.send(receiver, { headers, body, timeout });
  };

  const conclude = ({ delivery, type }: Outgoing, { url }: Subscription, answer: Answer, at: number): Concluded => {
    if (answer.status !== null && answer.status >= 200 && answer.status < 300) {
      return { delivery, result: { kind: 'delivered' } };
    }
    const endsEndpoint = answer.status !== null && webhooks.ends(answer.status);
    const again = endsEndpoint ? undefined : nextAttempt(delivery, answer, at);
    const reason = answer.status === null ? answer.problem : `answered ${answer.status}`;
    const then = endsEndpoint
      ? 'the endpoint is disabled'
      : again === undefined
        ? 'given up'
        : `again in ${again - at} s`;
    log.warn(
      { event: delivery.event.id, type, endpoint: withoutQuery(url), attempt: delivery.attempts + 1 },
      `webhook not delivered: ${reason}; ${then}`,
    );
    if (again !== undefined) return { delivery, result: { kind: 'failed', again } };
    return { delivery, result: { kind: 'given_up' }, ...(endsEndpoint && { endsEndpoint }) };
  };

  const nextAttempt = ({ owner, attempts }: Delivery, answer: Answer, at: number): number | undefined => {
    const interval = webhooks.intervals(owner.livemode)[attempts];
    if (interval === undefined) return undefined;
    const wanted = webhooks.keepsRetryAfter && answer.status !== null ? secondsIn(answer.retryAfter) : 0;
    return at + Math.max(interval, wanted);
  };

  const attempt: Attempter['attempt'] = async (outgoing, subscription, at) =>
    conclude(outgoing, subscription, await post(outgoing, subscription, at), at);

  /** Undefined when nothing is to be written down yet. */
  const first = async (outgoing: Outgoing, subscription: Subscription, at: number): Promise<Concluded | undefined> => {
    const { delivery, type } = outgoing;
    const fault = faults.take(type);
    switch (fault?.fault) {
      case 'hold':
        keep(outgoing);
        return undefined;
      case 'reverse':
        keep(outgoing, outgoing);
        return undefined;
      case 'delay':
        return { delivery, result: { kind: 'postponed', until: at + (fault.delay ?? 0) } };
      case 'lose':
        return conclude(outgoing, subscription, { status: null, problem: 'lost by a fault' }, at);
      case 'duplicate':
        await post(outgoing, subscription, at);
    }
    return attempt(outgoing, subscription, at);
  };

  return {
    attempt,

    async inOrder(due, subscription, now, signal) {
      const since = performance.now();
      const concluded: Concluded[] = [];
      for (const outgoing of due) {
        if (signal.aborted || performance.now() - since > patience) break;
        // By then they are not the first any more.
        const waiting = takeWaiting(subscription.id);
        const done = await first(outgoing, subscription, now());
        if (done) concluded.push(done);
        for (const late of waiting) concluded.push(await attempt(late, subscription, now()));
      }
      return concluded;
    },

    kept: (endpoint) => [...(kept.get(endpoint)?.keys() ?? [])],
    letGo: () => kept.clear(),
  };
}

/** A query may hold what only the receiver should know. */
function withoutQuery(url: string): string {
  return url.replace(/\?.*/s, '');
}

/** Seconds of a `Retry-After`, at most 30 days; 0 when there is none. */
function secondsIn(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  const seconds = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter)
    : Math.ceil((Date.parse(retryAfter) - machineTime()) / 1000);
  return Math.min(Math.max(seconds || 0, 0), 30 * 24 * 60 * 60);
}
