/** A reference server inside a test run, or behind `serve`. */

import { pino } from 'pino';
import type { DialectName } from '../contract/dialect.js';
import type { Dialect } from '../dialects/Dialect.js';
import { referenceKeys } from '../dialects/keyEntry.js';
import { dialects } from '../dialects/registry.js';
import type { ApiKey } from '../domain/ApiKey.js';
import type { Owner } from '../domain/PaymentIntent.js';
import { createKeyRing } from '../server/KeyRing.js';
import type { RunningServer } from '../server/listen.js';
import { createDispatcher } from '../webhooks/createDispatcher.js';
import { authenticateFor } from './authentication.js';
import { referenceClock } from './clock.js';
import { createReferenceServer, type ReferenceServer } from './createReferenceServer.js';
import { createReset } from './createReset.js';
import { expectOptions } from './expectOptions.js';
import { intentsOf, makeIntent } from './fixtures.js';
import { inProcessFetch } from './inProcessFetch.js';
import { isPassing, openStore } from './openStore.js';
import type { Intent, Keys, Reference } from './Reference.js';
import { referenceEvents, referenceWebhooks } from './referenceWebhooks.js';
import { ownedWebhooks } from './webhooks.js';

export type { DeliveryFault, FaultDeclaration, Webhook } from '../contract/control.js';
export type { DeliveryFaults } from '../webhooks/deliveryFaults.js';
export type { ReceiverFunction } from '../webhooks/Receiver.js';
export type { ReferenceClock } from './clock.js';
export type { Faults } from './faults.js';
export type { Journal } from './journal.js';
export type { Fixture, Intent, Keys, Reference } from './Reference.js';
export type { Event, EventOf, ReferenceEvents, ReferenceWebhooks, WebhookOptions } from './referenceWebhooks.js';

/** Options of `startReference`. */
export interface ReferenceOptions {
  /** `memory:`, `file:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`; the latter two keep their data. Default: `memory:`. */
  readonly database?: string;
  /** Whether webhooks may go to other machines. Default: false. */
  readonly allowRemoteWebhooks?: boolean;
}

/**
 * Starts a reference server of a dialect inside this process, without a port. Several references share nothing, unless they
 * get the same database.
 *
 * @throws TypeError for an unknown dialect or option or an invalid value; Error when the database can't be opened.
 * @example
 * const reference = await startReference('stripe');
 * const stripe = createStripeClient({ apiKey: reference.keys.secret, fetch: reference.fetch });
 * const hold = await reference.createIntent({ status: 'requires_capture', amount: 2000 });
 * await stripe.cancel(hold.id);
 * await reference.close();
 */
export async function startReference<Name extends DialectName>(
  name: Name,
  options: ReferenceOptions = {},
): Promise<Reference<Name>> {
  const dialect = dialectNamed(name);
  expectOptions(options, 'database', 'allowRemoteWebhooks');
  const { database = 'memory:', allowRemoteWebhooks = false } = options;
  if (typeof allowRemoteWebhooks !== 'boolean') throw new TypeError('allowRemoteWebhooks must be true or false.');
  const store = await openStore(database).catch((error) => {
    throw error instanceof TypeError ? new TypeError(`The database has an ${error.message}`) : error;
  });
  const ring = createKeyRing(referenceKeys(dialect));
  const log = pino({ level: 'silent' });
  const dispatcher = createDispatcher(dialect, { store, log, isShared: !isPassing(database) });
  const webhooks = ownedWebhooks(dialect, { store, dispatcher, allowRemote: allowRemoteWebhooks });
  const servers: ReferenceServer[] = [];
  const reset = createReset(store, servers);
  const server = createReferenceServer(dialect, {
    store,
    keys: ring,
    log,
    control: true,
    crossOrigin: true,
    reset: isPassing(database) ? reset : undefined,
    dispatchers: [dispatcher],
    webhooks,
    deliveryFaults: dispatcher.faults,
  });
  servers.push(server);
  const { faults, journal } = server;
  let running: Promise<RunningServer> | undefined;
  let closed: Promise<void> | undefined;

  const owner = (secret: string): ApiKey => {
    const key = ring.find(secret);
    if (!key) throw new TypeError(`The reference has no such key; its keys are ${Object.values(keys).join(', ')}.`);
    if (key.kind !== 'secret') throw new TypeError('A publishable key owns no intents; give a secret one.');
    return key;
  };
  const keys = Object.fromEntries(
    Object.entries(dialect.referenceKeys).map(([use, { key }]) => [use, key]),
  ) as Keys<Name>;
  const secret = (dialect.referenceKeys as Record<string, { key: string }>).secret?.key ?? '';
  const reach = inProcessFetch(server.server);
  /** Requests without an answer, which the server may not have seen yet, and moves of the clock: this process waits for them. */
  const sent = new Set<Promise<unknown>>();
  const awaited = <Result>(answer: Promise<Result>): Promise<Result> => {
    const done = () => sent.delete(answer);
    sent.add(answer);
    answer.then(done, done);
    return answer;
  };
  const fetch: typeof globalThis.fetch = async (...given) => {
    if (closed) throw Object.assign(new TypeError('fetch failed: the reference is closed'), { code: 'ECONNREFUSED' });
    return awaited(reach(...given));
  };
  const ownerOf = (key = secret): Owner => {
    expectOpen();
    return owner(key);
  };
  const expectOpen = () => {
    if (closed) throw new TypeError('The reference is closed; start another one.');
  };
  const clock = referenceClock(store, [dispatcher]);
  const answered = () => {
    // A request that a fault delays is dropped: it might wait for ever.
    faults.clear();
    return Promise.allSettled(sent);
  };
  const close = async () => {
    // A move of the clock waits for receivers.
    const undelivered = dispatcher.close();
    await answered();
    const listening = await running?.catch(() => undefined);
    await Promise.all([server.activity.over(), listening?.stop(), undelivered]);
    await store.close();
  };

  const stopOnce = () => {
    closed ??= close();
    return closed;
  };

  return {
    keys,
    fetch,
    faults,
    requests: journal,
    clock: {
      now: () => awaited(clock.now()),
      advance: (span) => awaited(clock.advance(span)),
      stop: () => awaited(clock.stop()),
      go: () => awaited(clock.go()),
    },

    webhooks: referenceWebhooks(webhooks, dispatcher.faults, ownerOf),
    events: referenceEvents(webhooks, Object.values(dialect.webhooks.types), ownerOf),

    async createIntent(fixture, options = {}) {
      expectOpen();
      expectOptions(options, 'key');
      const { key = secret } = options;
      const outcome = await makeIntent(dialect, store, fixture, owner(key));
      if ('problem' in outcome) throw new TypeError(outcome.problem);
      return outcome.made as Intent<Name>;
    },

    async intents(options = {}) {
      expectOpen();
      expectOptions(options, 'key');
      const { key = secret } = options;
      return (await intentsOf(dialect, store, owner(key))) as Intent<Name>[];
    },

    async authenticate(id, outcome, options = {}) {
      expectOpen();
      expectOptions(options, 'key');
      const { key = secret } = options;
      return (await authenticateFor(dialect, store, owner(key), id, outcome)) as Intent<Name>;
    },

    async listen(options = {}) {
      expectOpen();
      expectOptions(options, 'port');
      const { port = 0 } = options;
      // Node would make a text the name of a socket.
      if (!Number.isInteger(port) || port < 0 || port > 65_535) {
        throw new TypeError('The port must be a whole number from 0 to 65535; leave it out for a free one.');
      }
      running ??= server.listen('127.0.0.1', port, 0);
      running.catch(() => {
        running = undefined;
      });
      const { url } = await running;
      if (port !== 0 && port !== portOf(url)) {
        throw new TypeError(
          `The reference listens on port ${portOf(url)} already; leave the port out, or start another one.`,
        );
      }
      server.server.unref();
      return url;
    },

    async reset() {
      expectOpen();
      await answered();
      await reset();
    },

    close: stopOnce,

    [Symbol.asyncDispose]: stopOnce,
  };
}

function dialectNamed(name: string): Dialect {
  if (Object.hasOwn(dialects, name)) return dialects[name as DialectName];
  throw new TypeError(`There is no dialect ${name}; known are ${Object.keys(dialects).join(' and ')}.`);
}

function portOf(url: string): number {
  return Number(new URL(url).port || 80);
}
