/** Makes attempts, and gives their results. */

import type { Logger } from 'pino';
import type { Dialect } from '../dialects/Dialect.js';
import type { AttemptResult, Delivery } from '../domain/Deliveries.js';
import { machineTime } from '../domain/time.js';
import type { Subscription } from './declaration.js';
import type { ReadableDeliveryFaults } from './deliveryFaults.js';
import type { Answer } from './Receiver.js';
import type { Sender } from './send.js';
import { withoutQuery } from './withoutQuery.js';

/** A delivery with what is sent. */
export interface Outgoing {
  readonly delivery: Delivery;
  readonly type: string;
  readonly body: string;
}

/** Where attempts go. */
export interface Target {
  readonly subscription: Subscription;
  /** Ends what is under way. */
  readonly end: AbortSignal;
}

/** A delivery, and the result of the attempt. */
export interface Concluded {
  readonly delivery: Delivery;
  readonly result: AttemptResult;
  /** Whether the endpoint wants no more events. */
  readonly endsEndpoint?: true;
}

export interface Attempter {
  /** Makes one attempt at a moment in Unix seconds. Undefined when it was ended before there was an answer. */
  attempt(outgoing: Outgoing, to: Target, at: number): Promise<Concluded | undefined>;
  /** Makes first attempts one after the other, until it is time to write their results down. */
  inOrder(due: readonly Outgoing[], to: Target, now: () => number): Promise<readonly Concluded[]>;
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

/** Seconds that an endpoint's `Retry-After` can ask for. */
const longestWait = 30 * 24 * 60 * 60;

/** Milliseconds after which the results of a batch are written down, even if not all of it has been sent. */
const patience = 1_000;

export function createAttempter({ webhooks }: Dialect, { sender, faults, log }: AttempterOptions): Attempter {
  /** By endpoint and event. One that waits for the next to be sent is there, too. */
  const kept = new Map<string, Map<string, Outgoing | undefined>>();
  /** Those whose fault has happened, by endpoint and event. */
  const delayed = new Set<string>();
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

  const post = ({ delivery: { event }, body }: Outgoing, { subscription, end }: Target, at: number) => {
    const { receiver, secrets, timeout } = subscription;
    const headers = webhooks.headers({ id: event.id, body, at }, secrets);
    return sender.send(receiver, { headers, body, timeout }, end);
  };

  const conclude = (
    { delivery, type }: Outgoing,
    { subscription: { url } }: Target,
    answer: Answer,
    at: number,
  ): Concluded => {
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

  const attempt: Attempter['attempt'] = async (outgoing, to, at) => {
    const answer = await post(outgoing, to, at);
    return answer && conclude(outgoing, to, answer, at);
  };

  /**
   * Undefined when nothing is to be written down yet.
   *
   * @param isAwaited whether another waits for this one to be sent.
   */
  const first = async (outgoing: Outgoing, to: Target, at: number, isAwaited: boolean) => {
    const { delivery, type } = outgoing;
    const { id } = delivery.event;
    const fault = delayed.delete(`${delivery.endpoint} ${id}`) ? undefined : faults.take(type, isAwaited);
    switch (fault?.fault) {
      case 'hold':
        keep(outgoing);
        return undefined;
      case 'reverse':
        keep(outgoing, outgoing);
        return undefined;
      case 'delay':
        delayed.add(`${delivery.endpoint} ${id}`);
        return { delivery, result: { kind: 'postponed' as const, until: at + (fault.delay ?? 0) } };
      case 'lose':
        return conclude(outgoing, to, { status: null, problem: 'lost by a fault' }, at);
      case 'duplicate':
        await post(outgoing, to, at);
    }
    return attempt(outgoing, to, at);
  };

  return {
    attempt,

    async inOrder(due, to, now) {
      const since = performance.now();
      const concluded: Concluded[] = [];
      for (const outgoing of due) {
        if (to.end.aborted || performance.now() - since > patience) break;
        // By then they are not the first any more.
        const waiting = takeWaiting(to.subscription.id);
        const done = [await first(outgoing, to, now(), waiting.length > 0)];
        for (const late of waiting) done.push(await attempt(late, to, now()));
        concluded.push(...done.filter((one) => one !== undefined));
        if (concluded.some(({ endsEndpoint }) => endsEndpoint)) break;
      }
      return concluded;
    },

    kept: (endpoint) => [...(kept.get(endpoint)?.keys() ?? [])],
    letGo: () => kept.clear(),
  };
}

/** Seconds of a `Retry-After`, at most 30 days; 0 when there is none that can be read. */
function secondsIn(retryAfter: string | null): number {
  if (retryAfter === null) return 0;
  if (/^\d{1,12}$/.test(retryAfter)) return Math.min(Number(retryAfter), longestWait);
  // `Date.parse` would also make dates of other texts.
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(retryAfter) ? Date.parse(retryAfter) : Number.NaN;
  const seconds = Math.ceil((date - machineTime()) / 1000);
  return seconds > 0 ? Math.min(seconds, longestWait) : 0;
}
