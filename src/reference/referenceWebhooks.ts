/** Webhooks and events of a reference, for tests in its process. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Webhook } from '../contract/control.js';
import type { DialectName } from '../contract/dialect.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { DeliveryFaults } from '../webhooks/deliveryFaults.js';
import type { ReceiverFunction } from '../webhooks/Receiver.js';
import { expectOptions } from './expectOptions.js';
import type { Terms } from './Terms.js';
import type { OwnedWebhooks } from './webhooks.js';

/** An event as the dialect's document describes it. */
export type Event<Name extends DialectName> = Terms[Name]['event'];

/** Events of one type. */
export type EventOf<Name extends DialectName, Type extends Event<Name>['type']> =
  Event<Name> extends infer Each
    ? Each extends { type: infer Types }
      ? Type extends Types
        ? Each
        : never
      : never
    : never;

/** Options of an endpoint. */
export interface WebhookOptions {
  /** Signs every delivery. With several, each signs, as at the vendor while a secret is being replaced. */
  readonly secret: string | readonly string[];
  /** Types of events to deliver. Default: all. */
  readonly types?: readonly string[];
  /** Milliseconds of real time within which the receiver must answer. Default: 10,000 at Stripe, 20,000 at Chargefy. */
  readonly timeout?: number;
  /** The key whose owner's events are delivered. Default: `keys.secret`. */
  readonly key?: string;
}

/** Endpoints to which events are delivered: signed as the vendor signs, at least once, and retried by the reference's clock. */
export interface ReferenceWebhooks {
  /**
   * Delivers events from now on to a URL, or to a function of this process. A URL that is added again gets the new options.
   *
   * @throws TypeError for an invalid receiver or option. The message says what to change.
   * @example
   * await reference.webhooks.add((request) => app.fetch(request), { secret: 'whsec_test' });
   */
  add(receiver: string | ReceiverFunction, options: WebhookOptions): Promise<Webhook>;

  /** Lists the endpoints of the owner of `key`. Default: `keys.secret`. */
  list(options?: { readonly key?: string }): Promise<Webhook[]>;

  /**
   * Stops delivering to an endpoint, by its id.
   *
   * @throws TypeError when there is no such endpoint.
   */
  remove(id: string, options?: { readonly key?: string }): Promise<void>;

  /**
   * What goes wrong with the next deliveries.
   *
   * @example
   * reference.webhooks.faults.add({ fault: 'duplicate' });
   */
  readonly faults: DeliveryFaults;
}

/** Events that happened, whether or not they were delivered. */
export interface ReferenceEvents<Name extends DialectName> {
  /** Lists the last 100 events of the owner of `key`, the newest first. Default: `keys.secret`. */
  list(options?: { readonly key?: string }): Promise<Event<Name>[]>;

  /**
   * Waits for an event of a type that the predicate accepts, and resolves to the oldest such event. Events that happened before
   * the call count.
   *
   * @param options `timeout` is in milliseconds of real time; default: 5,000.
   * @throws Error when no such event came in time. The message has the types of those that came.
   * @example
   * const event = await reference.events.waitFor('payment_intent.canceled', ({ data }) => data.object.id === hold.id);
   */
  waitFor<Type extends Event<Name>['type']>(
    type: Type,
    predicate?: (event: EventOf<Name, Type>) => boolean,
    options?: { readonly timeout?: number; readonly key?: string },
  ): Promise<EventOf<Name, Type>>;

  /**
   * Delivers an event again, with the same id, and resolves to it when that has been tried.
   *
   * @throws TypeError when there is no such event.
   */
  redeliver(id: string, options?: { readonly key?: string }): Promise<Event<Name>>;
}

/** Milliseconds between two looks for an event. */
const lookPeriod = 20;

/** @param ownerOf whom a key is of: the reference's own secret key when undefined. */
export function referenceWebhooks(
  webhooks: OwnedWebhooks,
  faults: DeliveryFaults,
  ownerOf: (key: string | undefined) => Owner,
): ReferenceWebhooks {
  return {
    async add(receiver, options) {
      expectOptions(options, 'secret', 'types', 'timeout', 'key');
      const { key, ...declared } = options;
      const owner = ownerOf(key);
      const outcome =
        typeof receiver === 'function'
          ? await webhooks.add(owner, declared, receiver)
          : await webhooks.add(owner, { ...declared, url: receiver });
      if ('problem' in outcome) throw new TypeError(outcome.problem);
      return outcome.added;
    },

    async list(options = {}) {
      expectOptions(options, 'key');
      return webhooks.list(ownerOf(options.key));
    },

    async remove(id, options = {}) {
      expectOptions(options, 'key');
      if (!(await webhooks.remove(ownerOf(options.key), id))) {
        throw new TypeError(`The owner of the key has no endpoint ${id}; webhooks.list() lists them.`);
      }
    },

    faults,
  };
}

export function referenceEvents<Name extends DialectName>(
  webhooks: OwnedWebhooks,
  types: readonly string[],
  ownerOf: (key: string | undefined) => Owner,
): ReferenceEvents<Name> {
  const list = async (key: string | undefined, type?: string) =>
    (await webhooks.events(ownerOf(key), type)) as Event<Name>[];
  return {
    async list(options = {}) {
      expectOptions(options, 'key');
      return list(options.key);
    },

    async waitFor<Type extends Event<Name>['type']>(
      type: Type,
      predicate: (event: EventOf<Name, Type>) => boolean = () => true,
      options: { readonly timeout?: number; readonly key?: string } = {},
    ) {
      expectOptions(options, 'timeout', 'key');
      if (!types.includes(type)) {
        throw new TypeError(`There are no events of the type ${type}; known are ${types.join(', ')}.`);
      }
      const { timeout = 5_000, key } = options;
      if (!(timeout >= 0)) throw new TypeError('The timeout must be a number of milliseconds, 0 or more.');
      const end = performance.now() + timeout;
      for (;;) {
        const fitting = (await list(key, type)) as EventOf<Name, Type>[];
        const found = fitting.findLast((event) => predicate(event));
        if (found) return found;
        if (performance.now() >= end) throw new Error(inVain(type, fitting.length, timeout, await list(key)));
        await wait(lookPeriod);
      }
    },

    async redeliver(id, options = {}) {
      expectOptions(options, 'key');
      const event = await webhooks.redeliver(ownerOf(options.key), id);
      if (!event) throw new TypeError(`The owner of the key has no event ${id}; events.list() lists them.`);
      return event as Event<Name>;
    },
  };
}

function inVain(type: string, fitting: number, timeout: number, events: readonly { readonly type: string }[]): string {
  const seen = [...new Set(events.map((event) => event.type))].join(', ') || 'none';
  const what = fitting === 0 ? `No ${type} came` : `The predicate accepted none of ${fitting} ${type}`;
  return `${what} within ${timeout} ms; the types of the events were: ${seen}.`;
}
