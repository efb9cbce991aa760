/** The handlers of the control document. */

import type { AnsweredRequest as DeclaredAnsweredRequest, Operations, PaymentIntent } from '../contract/control.js';
import type { Handlers } from '../contract/handlers.js';
import type { Dialect } from '../dialects/Dialect.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store } from '../domain/Store.js';
import type { AnsweredRequest } from '../server/AnsweredRequest.js';
import type { ControlContext, PageContext } from '../server/Control.js';
import { RejectedRequest } from '../server/RejectedRequest.js';
import type { Dispatcher } from '../webhooks/createDispatcher.js';
import type { ReadableDeliveryFaults } from '../webhooks/deliveryFaults.js';
import { authenticationPage, type PageOperations } from './authenticationPage.js';
import { referenceClock } from './clock.js';
import type { Reset } from './createReset.js';
import type { ReadableFaults } from './faults.js';
import { intentsOf, makeIntent } from './fixtures.js';
import type { Journal } from './journal.js';
import type { OwnedWebhooks } from './webhooks.js';

/** The parts of a server that the control reaches. */
export interface Controlled {
  readonly store: Store;
  /** All whose intents a page may show. */
  readonly owners: readonly Owner[];
  readonly faults: ReadableFaults;
  readonly journal: Journal;
  /** Absent where the store must not be emptied. */
  readonly reset?: Reset | undefined;
  readonly dispatchers: readonly Dispatcher[];
  readonly webhooks: OwnedWebhooks;
  readonly deliveryFaults: ReadableDeliveryFaults;
}

export function controlHandlers(
  dialect: Dialect,
  { store, owners, faults, journal, reset, dispatchers, webhooks, deliveryFaults }: Controlled,
): Handlers<Omit<Operations, keyof PageOperations>, ControlContext> & Handlers<PageOperations, PageContext> {
  const clock = referenceClock(store, dispatchers);
  return {
    ...authenticationPage(dialect, store, owners),

    async listPaymentIntents(_request, { key }) {
      const data = (await intentsOf(dialect, store, key)) as PaymentIntent[];
      return { status: 200, body: { data } };
    },

    async createPaymentIntent({ body }, { key }) {
      const { made } = accepted(await makeIntent(dialect, store, body, key));
      return { status: 201, body: made as PaymentIntent };
    },

    async retrieveClock() {
      return { status: 200, body: await clock.read() };
    },

    async moveClock({ body }) {
      return { status: 200, body: accepted(await clock.move(body)).moved };
    },

    async listFaults() {
      return { status: 200, body: { data: [...faults.pending()] } };
    },

    async addFault({ body }) {
      return { status: 201, body: accepted(faults.read(body)).added };
    },

    async clearFaults() {
      faults.clear();
      return { status: 200, body: { data: [] } };
    },

    async listWebhooks(_request, { key }) {
      return { status: 200, body: { data: await webhooks.list(key) } };
    },

    async addWebhook({ body }, { key }) {
      return { status: 201, body: accepted(await webhooks.add(key, body)).added };
    },

    async removeWebhook({ path: { endpoint } }, { key }) {
      if (await webhooks.remove(key, endpoint)) return { status: 200, body: { data: await webhooks.list(key) } };
      throw new RejectedRequest({ kind: 'unknown_in_control', problem: missing('endpoint', endpoint, 'webhooks') });
    },

    async listEvents(_request, { key }) {
      return { status: 200, body: { data: await webhooks.events(key) } };
    },

    async deliverEvent({ path: { event: id } }, { key }) {
      const event = await webhooks.redeliver(key, id);
      if (event) return { status: 200, body: event };
      throw new RejectedRequest({ kind: 'unknown_in_control', problem: missing('event', id, 'events') });
    },

    async listDeliveryFaults() {
      return { status: 200, body: { data: [...deliveryFaults.pending()] } };
    },

    async addDeliveryFault({ body }) {
      return { status: 201, body: accepted(deliveryFaults.read(body)).added };
    },

    async clearDeliveryFaults() {
      deliveryFaults.clear();
      return { status: 200, body: { data: [] } };
    },

    async listRequests() {
      return { status: 200, body: { data: journal.all().map(onTheWire) } };
    },

    async reset(_request, { response }) {
      if (!reset) throw new RejectedRequest({ kind: 'control_refused', problem: notToBeReset });
      await reset(response);
      return { status: 200, body: { status: 'empty' } };
    },
  };
}

function missing(what: string, id: string, list: string): string {
  return `The owner of the key has no ${what} ${id}; GET /_${list} lists them.`;
}

const notToBeReset = 'This server keeps its database; start serve with --database memory: or with --allow-reset.';

function accepted<Outcome extends object>(outcome: Outcome | { problem: string }): Outcome {
  if ('problem' in outcome) throw new RejectedRequest({ kind: 'bad_declaration', problem: outcome.problem });
  return outcome;
}

function onTheWire({ requestId, idempotencyKey, ...others }: AnsweredRequest): DeclaredAnsweredRequest {
  return { request_id: requestId, idempotency_key: idempotencyKey, ...others };
}
