/** Webhooks and events of the owners of one dialect. */

import type { Webhook, Event as WireEvent } from '../contract/control.js';
import type { Dialect } from '../dialects/Dialect.js';
import type { Endpoint } from '../domain/Deliveries.js';
import { type Event, eventKinds } from '../domain/Event.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store, Transaction } from '../domain/Store.js';
import type { Dispatcher } from '../webhooks/createDispatcher.js';
import { readDeclaration } from '../webhooks/declaration.js';
import type { ReceiverFunction } from '../webhooks/Receiver.js';

/** Webhooks and events of any owner of one dialect. */
export interface OwnedWebhooks {
  /** Adds the declared endpoint, or says what to change about the declaration. */
  add(
    owner: Owner,
    declaration: unknown,
    receiver?: ReceiverFunction,
  ): Promise<{ added: Webhook } | { problem: string }>;
  /** In the order of their ids. */
  list(owner: Owner): Promise<Webhook[]>;
  /** False when the owner has no such endpoint. */
  remove(owner: Owner, id: string): Promise<boolean>;
  /** The last 100 events, the newest first; only those of `type` if given. */
  events(owner: Owner, type?: string): Promise<WireEvent[]>;
  /** Delivers an event again, and resolves to it after the attempt; undefined if there is no such event. */
  redeliver(owner: Owner, id: string): Promise<WireEvent | undefined>;
}

export interface OwnedWebhooksOptions {
  readonly store: Store;
  readonly dispatcher: Dispatcher;
  /** Whether an endpoint may be on another machine. */
  readonly allowRemote: boolean;
}

const most = 100;

export function ownedWebhooks(
  dialect: Dialect,
  { store, dispatcher, allowRemote }: OwnedWebhooksOptions,
): OwnedWebhooks {
  const { types, encode } = dialect.webhooks;
  const shown = ({ id, url, kinds, enabled }: Endpoint): Webhook => ({
    id,
    url,
    types: kinds === null ? null : kinds.flatMap((kind) => types[kind] ?? []),
    status: enabled ? 'enabled' : 'disabled',
  });
  const written = async (event: Event, owner: Owner, { objects }: Transaction) =>
    (await encode(event, owner, objects)) as WireEvent;

  return {
    async add(owner, declaration, receiver) {
      const subscription = readDeclaration(declaration, { dialect, allowRemote }, receiver);
      if ('problem' in subscription) return subscription;
      await dispatcher.add(owner, subscription);
      return { added: shown({ ...subscription, owner, enabled: true }) };
    },

    async list(owner) {
      return (await store.transact(({ deliveries }) => deliveries.endpoints(owner))).map(shown);
    },

    remove: (owner, id) => dispatcher.remove(owner, id),

    events: (owner, type) =>
      store.transact(async (transaction) => {
        const kinds = eventKinds.filter((kind) => types[kind] === type);
        const { events } = await transaction.events.page(owner, { limit: most, ...(type !== undefined && { kinds }) });
        return Promise.all(events.map((event) => written(event, owner, transaction)));
      }),

    async redeliver(owner, id) {
      const found = await store.transact(async ({ events, deliveries }) => {
        const event = await events.find(owner, id);
        if (event) await deliveries.redeliver(owner, id, event.kind);
        return event;
      });
      if (!found) return undefined;
      await dispatcher.settle();
      return store.transact(async (transaction) => {
        const event = await transaction.events.find(owner, id);
        return event && written(event, owner, transaction);
      });
    },
  };
}
