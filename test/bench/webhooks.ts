import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { median, print } from './figures.js';
import { fill, idsOf, temporaryFile } from './intents.js';
import { cancelAll } from './load.js';
import { type ServerProcess, startCountingReceiver, startOurs } from './processes.js';

const rounds = 9;
const warmUp = 3;
/** So many that they take longer than events are gathered: deliveries go on beside them. */
const perRound = 600;
const connections = 1;
const undelivered = 10_000;
/** How much physical memory a process has at a moment depends on when it has last collected its garbage. */
const pairs = 3;

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const telling = (url: string) => ['--webhook-url', url, '--webhook-secret', secret] as const;

/** One round of cancels, one after the other. */
interface Round {
  /** Milliseconds until the answer of half of them, and from one to the next on average. */
  readonly p50: number;
  readonly mean: number;
  /** Seconds of the server's processor time, its deliveries included. */
  readonly processor: number;
}

/** What a cancel costs with a receiver and without, an event, and many that are not delivered. */
export async function webhooks(): Promise<void> {
  const receiver = await startCountingReceiver();
  const sides = [await open([]), await open(telling(receiver.url)), await open([])] as const;
  const measured: { without: Round; told: Round; again: Round }[] = [];
  const countOf = async () => Number(await (await fetch(receiver.url)).text());
  for (let round = 0; round < warmUp + rounds; round++) {
    const [without, told, again] = [
      await sides[0].cancel(round),
      await sides[1].cancel(round, async () => {
        while ((await countOf()) < (round + 1) * perRound) await wait(20);
      }),
      await sides[2].cancel(round),
    ];
    if (round >= warmUp) measured.push({ without, told, again });
  }
  await Promise.all([...sides.map(({ server }) => server.stop()), receiver.stop()]);

  const ratio = (of: (round: (typeof measured)[number]) => number) => median(measured.map(of));
  print({
    what: 'a cancel until its answer, without a receiver',
    value: ratio(({ without }) => without.p50),
    unit: 'ms',
  });
  print({
    what: 'the same, with a receiver / without',
    value: ratio(({ told, without }) => told.p50 / without.p50),
    goal: 'at most 1.25',
  });
  print({ what: 'the same, without / without', value: ratio(({ again, without }) => again.p50 / without.p50) });
  print({
    what: 'from one answer to the next on average, with a receiver / without',
    value: ratio(({ told, without }) => told.mean / without.mean),
  });
  const microseconds = ({ told, without }: (typeof measured)[number]) =>
    (1_000_000 * (told.processor - without.processor)) / perRound;
  print({ what: 'processor time of an event and its delivery', value: ratio(microseconds), unit: 'µs' });
  await memory();
}

async function open(options: readonly string[]) {
  const path = temporaryFile();
  const store = await openEmbeddedStore(path);
  await fill(store, (warmUp + rounds) * perRound);
  await store.close();
  const server = await startOurs(`file:${path}`, ...options);
  return {
    server,
    async cancel(round: number, settled: () => Promise<unknown> = async () => undefined): Promise<Round> {
      const before = server.processorTime();
      const ids = idsOf(perRound, 1, round * perRound);
      const { p50, throughput } = await cancelAll({ url: server.url, ids, keys: `round ${round}`, connections });
      await settled();
      return { p50, mean: 1000 / throughput, processor: server.processorTime() - before };
    },
  };
}

/** Two servers after the same cancels, of which one has a receiver that takes connections and does not answer. */
async function memory(): Promise<void> {
  const stuck = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => stuck.once('listening', resolve));
  const address = stuck.address();
  if (typeof address !== 'object' || address === null) throw new Error('the receiver has no port');
  const resident: number[] = [];
  const objects: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const without = await canceled([]);
    const told = await canceled(telling(`http://127.0.0.1:${address.port}`));
    resident.push(told.memory() - without.memory());
    objects.push((await told.collected()) - (await without.collected()));
    await Promise.all([without.stop(), told.stop()]);
  }
  const more = (what: string, of: readonly number[]) =>
    print({
      what: `${what} with ${undelivered} undelivered events, more than without`,
      value: median(of),
      unit: 'MB',
      of,
      goal: 'at most 20',
    });
  more('physical memory', resident);
  more('memory after a collection', objects);
  stuck.close();
}

async function canceled(options: readonly string[]): Promise<ServerProcess> {
  const path = temporaryFile();
  const store = await openEmbeddedStore(path);
  await fill(store, undelivered);
  await store.close();
  const server = await startOurs(`file:${path}`, ...options);
  await cancelAll({ url: server.url, ids: idsOf(undelivered), keys: 'undelivered', connections: 16 });
  return server;
}
