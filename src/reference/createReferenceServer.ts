/** Creates a dialect's server with faults and a journal. */

import type { Logger } from 'pino';
import type { Dialect } from '../dialects/Dialect.js';
import type { Store } from '../domain/Store.js';
import { createApp } from '../server/app.js';
import { createHttpServer, type HttpServer } from '../server/createHttpServer.js';
import type { KeyRing } from '../server/KeyRing.js';
import { listen, type RunningServer } from '../server/listen.js';
import type { Dispatcher } from '../webhooks/createDispatcher.js';
import type { ReadableDeliveryFaults } from '../webhooks/deliveryFaults.js';
import { controlHandlers } from './controlHandlers.js';
import { createActivity, type WatchedActivity } from './createActivity.js';
import type { Reset } from './createReset.js';
import { createFaults, type ReadableFaults } from './faults.js';
import { createJournal, type WritableJournal } from './journal.js';
import type { OwnedWebhooks } from './webhooks.js';

/** A server without a port, until it listens. */
export interface ReferenceServer extends HttpServer {
  readonly faults: ReadableFaults;
  readonly journal: WritableJournal;
  readonly activity: WatchedActivity;
  readonly deliveryFaults: ReadableDeliveryFaults;
  /**
   * Serves on a port.
   *
   * @param port is the port; 0 picks a free one.
   * @param patience is how many milliseconds a stopping server waits for requests that are still being received.
   * @throws the error of `listen` when the address is taken.
   */
  listen(host: string, port: number, patience?: number): Promise<RunningServer>;
}

/** The parts that one server is made of. */
export interface ReferenceBackend {
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: Logger;
  /** Whether tests control it over HTTP; if not, it has no journal. Never true on an address that other machines can reach. */
  readonly control: boolean;
  /** Whether pages of this machine may call it from a browser. Never true on an address that other machines can reach. */
  readonly crossOrigin: boolean;
  /** What `POST /_reset` does; absent where the store must not be emptied over HTTP. */
  readonly reset?: Reset | undefined;
  /** All that deliver events of this store in this process; more may be added later. */
  readonly dispatchers: readonly Dispatcher[];
  readonly webhooks: OwnedWebhooks;
  readonly deliveryFaults: ReadableDeliveryFaults;
}

export function createReferenceServer(dialect: Dialect, backend: ReferenceBackend): ReferenceServer {
  const { store, keys, log, crossOrigin, reset, dispatchers, webhooks, deliveryFaults } = backend;
  const [faults, journal, activity] = [
    createFaults(dialect.contract),
    createJournal(dialect.contract),
    createActivity(),
  ];
  const { owners } = keys;
  const control = {
    control: controlHandlers(dialect, {
      ...{ store, owners, faults, journal, reset },
      ...{ dispatchers, webhooks, deliveryFaults },
    }),
    onReply: journal.add,
  };
  let running: RunningServer | undefined;
  const own = { store, keys, log, crossOrigin, faults, activity, url: () => running?.url };
  const app = createApp(dialect, { ...own, ...(backend.control && control) });
  const http = createHttpServer(app, dialect);
  return {
    ...http,
    faults,
    journal,
    activity,
    deliveryFaults,
    async listen(host, port, patience) {
      const listening = await listen(http, host, port, patience);
      running = {
        ...listening,
        stop() {
          // Requests that wait for ever would have to be cut.
          faults.clear();
          return listening.stop();
        },
      };
      return running;
    },
  };
}
