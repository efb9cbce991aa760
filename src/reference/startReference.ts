/** A reference server inside a test run, or behind `serve`. */

import { once } from 'node:events';
import { pino } from 'pino';
import type { DialectName } from '../contract/dialect.js';
import type { Dialect } from '../dialects/Dialect.js';
import { referenceKeys } from '../dialects/keyEntry.js';
import { dialects } from '../dialects/registry.js';
import type { ApiKey } from '../domain/ApiKey.js';
import { machineClock } from '../domain/Clock.js';
import { createApp } from '../server/app.js';
import { createHttpServer } from '../server/createHttpServer.js';
import { addFixture } from '../server/fixtureRoutes.js';
import { createKeyRing } from '../server/KeyRing.js';
import { listen, type RunningServer } from '../server/listen.js';
import { referenceClock } from './clock.js';
import { createFaults } from './faults.js';
import { inProcessFetch } from './inProcessFetch.js';
import { createJournal } from './journal.js';
import { openStore } from './openStore.js';
import type { Intent, Keys, Reference } from './Reference.js';

export interface ReferenceOptions {
  /** `memory:` unless given; else `file:PATH` or `postgres://…`, which keep what they have. */
  readonly database?: string;
}

/**
 * Starts a reference of a dialect. References do not see each other, unless they are given the same database.
 *
 * @throws TypeError for an option that means nothing, Error when the database can't be opened.
 */
export async function startReference<Name extends DialectName>(
  name: Name,
  options: ReferenceOptions = {},
): Promise<Reference<Name>> {
  const dialect = dialectNamed(name);
  expectOptions(options);
  const store = await openStore(options.database ?? 'memory:');
  const ring = createKeyRing(referenceKeys(dialect));
  const [faults, journal] = [createFaults(dialect.contract), createJournal()];
  const app = createApp(dialect, {
    store,
    keys: ring,
    log: pino({ level: 'silent' }),
    fixtures: true,
    crossOrigin: true,
    faults,
    onReply: journal.add,
  });
  const { server, inFlight } = createHttpServer(app, dialect);
  let running: Promise<RunningServer> | undefined;
  let closed: Promise<void> | undefined;

  const owner = (secret: string): ApiKey => {
    const key = ring.find(secret);
    if (!key) throw new TypeError(`The reference has no such key; its keys are ${Object.values(keys).join(', ')}.`);
    return key;
  };
  const keys = Object.fromEntries(
    Object.entries(dialect.referenceKeys).map(([use, { key }]) => [use, key]),
  ) as Keys<Name>;
  const secret = (dialect.referenceKeys as Record<string, { key: string }>).secret?.key ?? '';
  const finished = async () => {
    // What has been dropped, or waits for ever, is nothing to wait for.
    await Promise.all(
      [...inFlight].map((response) => (response.writableFinished ? undefined : once(response, 'close'))),
    );
  };
  const close = async () => {
    await (await running?.catch(() => undefined))?.stop();
    await store.close();
  };

  const stopOnce = () => {
    closed ??= close();
    return closed;
  };

  return {
    keys,
    fetch: inProcessFetch(server),
    faults,
    requests: journal,
    clock: referenceClock(store),

    async createIntent(fixture, { key = secret } = {}) {
      const by = owner(key);
      const made = await addFixture(dialect, store, by, fixture);
      if ('problem' in made) throw new TypeError(made.problem);
      return dialect.encode(made.intent) as Intent<Name>;
    },

    async intents({ key = secret } = {}) {
      const by = owner(key);
      const found = await store.transact(({ intents }) => intents.list(by));
      return found.map((intent) => dialect.encode(intent) as Intent<Name>);
    },

    async listen({ port = 0 } = {}) {
      running ??= listen({ server, inFlight }, '127.0.0.1', port, 0);
      running.catch(() => {
        running = undefined;
      });
      return (await running).url;
    },

    async reset() {
      await finished();
      await store.transact(async ({ intents, replies, clock }) => {
        // First: whoever moves the clock must not have locked an intent before.
        await clock.move(() => machineClock);
        await intents.clear();
        await replies.clear();
      });
      faults.clear();
      journal.clear();
    },

    close: stopOnce,

    [Symbol.asyncDispose]: stopOnce,
  };
}

function dialectNamed(name: string): Dialect {
  if (Object.hasOwn(dialects, name)) return dialects[name as DialectName];
  throw new TypeError(`There is no dialect ${name}; known are ${Object.keys(dialects).join(' and ')}.`);
}

function expectOptions(options: object): void {
  const stranger = Object.keys(options).find((name) => name !== 'database');
  if (stranger !== undefined) throw new TypeError(`There is no option ${stranger}; known is database.`);
}
