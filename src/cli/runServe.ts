import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { pathTo } from '../contract/Contract.js';
import type { DialectName } from '../contract/dialect.js';
import type { Dialect } from '../dialects/Dialect.js';
import { type KeyEntry, referenceKeys } from '../dialects/keyEntry.js';
import { dialects } from '../dialects/registry.js';
import type { Store } from '../domain/Store.js';
import { createReferenceServer, type ReferenceServer } from '../reference/createReferenceServer.js';
import { createReset } from '../reference/createReset.js';
import { ownedWebhooks } from '../reference/webhooks.js';
import { createKeyRing } from '../server/KeyRing.js';
import type { RunningServer } from '../server/listen.js';
import { startPurging } from '../server/purge.js';
import { createDispatcher, type Dispatcher } from '../webhooks/createDispatcher.js';
import { setClock } from './clock.js';
import { openDatabase } from './database.js';
import { readKeys } from './keys.js';
import { type Log, openLog } from './log.js';
import { lossyOutput } from './lossyOutput.js';
import { describeServers, type ReadyServer } from './ready.js';
import type { ServeOptions } from './ServeOptions.js';
import { droppedLine, plant, readSeed } from './seed.js';
import { reasonOf, UsageError } from './UsageError.js';
import { watchParent } from './watchParent.js';
import { logOthers, readWebhooks, subscribeAll } from './webhooks.js';

/** Runs the servers until a signal ends them. */
export async function serve(name: DialectName | undefined, options: ServeOptions): Promise<void> {
  const served = name ? [dialects[name]] : Object.values(dialects);
  const loopback = isLoopback(options.host);
  expectReset(options, loopback);
  const keys = keysFor(served, options, loopback);
  const seeds = options.seed === undefined ? [] : readSeed(options.seed, keys);
  const subscriptions = readWebhooks(served, { ...options, control: options.control && loopback }, process.env);
  const dropped = options.seed === undefined ? undefined : droppedLine(options.seed, seeds);
  const log = openLog(options.logLevel, options.logFormat);
  const { logger } = log;
  const unwatch = options.exitWithParent ? stopWithParent(log) : () => undefined;
  const { store, isPassing } = await openDatabase(options.database);
  const control = options.control && loopback;
  const servers: ReferenceServer[] = [];
  const reset = isPassing || options.allowReset ? createReset(store, servers) : undefined;
  const ready: ReadyServer[] = [];
  const dispatchers: Dispatcher[] = [];
  try {
    if (options.clock !== undefined) await setClock(options.clock, store);
    for (const seed of seeds) await plant(seed, store);
    for (const dialect of served) {
      const own = keys.get(dialect) ?? [];
      const log = logger.child({ dialect: dialect.name });
      const dispatcher = createDispatcher(dialect, { store, log, isShared: !isPassing });
      dispatchers.push(dispatcher);
      const ring = createKeyRing(own);
      await subscribeAll(dispatcher, subscriptions.get(dialect) ?? [], ring.owners);
      await logOthers(store, [...subscriptions.values()].flat(), ring.owners, log);
      const server = createReferenceServer(dialect, {
        store,
        keys: ring,
        log,
        control,
        crossOrigin: loopback,
        reset,
        dispatchers,
        webhooks: ownedWebhooks(dialect, { store, dispatcher, allowRemote: options.allowRemoteWebhooks ?? false }),
        deliveryFaults: dispatcher.faults,
      });
      servers.push(server);
      ready.push({ dialect, keys: own, server: await open(server, dialect, options) });
    }
    await Promise.all(ready.map(warmUp));
    // Those requests came from this process.
    for (const { journal } of servers) journal.clear();
    const users = [...ready.map(({ server }) => server), startPurging({ store, log: logger })];
    stopOnSignal({ users, dispatchers, store }, log, unwatch);
    if (dropped !== undefined) lossyOutput(process.stderr).write(`${dropped}\n`);
    const announcement = describeServers(ready, options.keys === undefined, control);
    lossyOutput(process.stdout).write(announcement);
    log.begin();
  } catch (error) {
    log.begin();
    await stop({ users: ready.map(({ server }) => server), dispatchers, store });
    throw error;
  }
}

interface Stoppable {
  stop(): Promise<void>;
}

/** What runs until a signal. */
interface Running {
  readonly users: readonly Stoppable[];
  readonly dispatchers: readonly Dispatcher[];
  readonly store: Store;
}

async function stop({ users, dispatchers, store }: Running): Promise<void> {
  // Otherwise requests that wait for a locked file hold the end up for as long as they may wait.
  store.stopWaiting();
  // A request that moves the clock waits for receivers.
  const closed = dispatchers.map((dispatcher) => dispatcher.close().catch(() => undefined));
  await Promise.all([...users.map((user) => user.stop()), ...closed]);
  await store.close();
}

/** One request before all others: it loads and compiles what is needed on first use, or shows that it is broken. */
async function warmUp({ dialect, server, keys: [first] }: ReadyServer): Promise<void> {
  const path = pathTo(dialect.contract.operation('retrievePaymentIntent'), 'pi_warm_up');
  const headers = { Authorization: `Bearer ${first?.[0]}` };
  // Not with fetch, which refuses some ports that a server may well have, such as 6000.
  const [response] = (await once(get(`${server.url}${path}`, { headers, agent: false }), 'response')) as [
    IncomingMessage,
  ];
  response.resume();
  if ((response.statusCode ?? 500) >= 500)
    throw new Error(`the ${dialect.name} server is broken; --log-level error logs why`);
}

/** @throws UsageError when no request could use what `--allow-reset` allows. */
function expectReset({ allowReset, control, host }: ServeOptions, loopback: boolean): void {
  if (!allowReset) return;
  if (!control)
    throw new UsageError('--allow-reset: there is no POST /_reset without control; leave out --no-control.');
  if (!loopback) {
    throw new UsageError(`--allow-reset: there is no POST /_reset on ${host}; leave it out, or serve on 127.0.0.1.`);
  }
}

function keysFor(served: readonly Dialect[], options: ServeOptions, loopback: boolean): Map<Dialect, KeyEntry[]> {
  if (options.keys === undefined) {
    if (!loopback) {
      throw new UsageError(`--host ${options.host}: the reference keys are public; give your own with --keys FILE.`);
    }
    return new Map(served.map((dialect) => [dialect, referenceKeys(dialect)]));
  }
  const keys = readKeys(options.keys, Object.values(dialects));
  return new Map(
    served.map((dialect) => {
      const own = keys.get(dialect) ?? [];
      if (own.length > 0) return [dialect, own];
      throw new UsageError(
        `--keys ${options.keys}: no key of ${dialect.name}; add one, or serve the other dialect alone.`,
      );
    }),
  );
}

async function open(server: ReferenceServer, dialect: Dialect, options: ServeOptions): Promise<RunningServer> {
  const wanted = options.ports[dialect.name];
  try {
    return await server.listen(options.host, wanted);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const option = `--${options.port === undefined ? `${dialect.name}-` : ''}port ${wanted}`;
    if (code === 'EADDRINUSE') {
      throw new UsageError(`${option}: the port is taken on ${options.host}; choose another, or 0 for a free one.`);
    }
    if (code === 'EACCES') {
      throw new UsageError(
        `${option}: this user may not listen on the port; choose one above 1023, or 0 for a free one.`,
      );
    }
    throw new UsageError(
      `--host ${options.host}: can't listen there (${reasonOf(error)}); use an address of this machine.`,
    );
  }
}

/** Answers what is in flight, then closes the store. A second signal ends the process at once. */
function stopOnSignal(running: Running, { logger, end }: Log, beforehand: () => void): void {
  const onSignal = async (signal: NodeJS.Signals) => {
    process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
    beforehand();
    logger.info({ signal }, 'stopping');
    await stop(running);
    logger.info('stopped');
    await end();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
}

/** Takes the end of the parent for a SIGTERM, which also ends a process that is not ready yet. */
function stopWithParent({ logger, begin }: Log): () => void {
  return watchParent(() => {
    begin();
    logger.info('the parent has ended');
    process.kill(process.pid, 'SIGTERM');
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
