/** Webhooks and events of a reference, for the tests of its process. */

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

/** Who is told, how it is signed, and of what. */
export interface WebhookOptions {
  /** Signs every delivery; of several, each does, as while a secret is exchanged. */
  readonly secret: string | readonly string[];
  /** All types unless given. */
  readonly types?: readonly string[];
  /** Milliseconds of real time that the receiver has to answer: 10,000 at Stripe and 20,000 at Chargefy unless given. */
  readonly timeout?: number;
  /** Whose events: those of the owner of `keys.secret` unless given. */
  readonly key?: string;
}

/** Tells others what happens. Deliveries are signed as the vendor signs, made at least once, and tried again by the clock. */
export interface ReferenceWebhooks {
  /**
   * Tells a URL, or a function of this process, from now on what happens. A URL that is added again is told in the new way.
   *
   * @throws TypeError when it can't be told so, with a sentence that says how to mend it.
   * @example
   * await reference.webhooks.add((request) => app.fetch(request), { secret: 'whsec_test' });
   */
  add(receiver: string | ReceiverFunction, options: WebhookOptions): Promise<Webhook>;

  /** Those of the owner of `key`, `keys.secret` unless given. */
  list(options?: { readonly key?: string }): Promise<Webhook[]>;

  /** @throws TypeError when there is no such endpoint. */
  remove(id: string, options?: { readonly key?: string }): Promise<void>;

  /** What goes wrong with the next deliveries. */
  readonly faults: DeliveryFaults;
}

/** What has happened, whether or not anybody was told. */
export interface ReferenceEvents<Name extends DialectName> {
  /** The last 100 events of the owner of `key`, `keys.secret` unless given; the newest first. */
  list(options?: { readonly key?: string }): Promise<Event<Name>[]>;

  /**
   * Waits until there is an event of a type, and resolves to the first of those that the predicate takes. What has happened before
   * counts as well.
   *
   * @param options `timeout` is how long it waits, in milliseconds of real time: 5,000 unless given.
   * @throws Error when there is none in time, with the types that there were.
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
      if (!(timeout >= 0)) throw new TypeError('The timeout must be a number of milliseconds from 0 on.');
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
  const those = fitting === 0 ? `no ${type}` : `none of ${fitting} ${type} that the predicate takes`;
  return `There was ${those} within ${timeout} ms; the types of the events were: ${seen}.`;
}
