// What a cancel costs in processor time, next to one of an earlier build, and how far two processes of this build differ: in
// memory, so that nothing waits for the disk.
// Run it: npx tsx test/bench/earlier.ts PATH, where PATH is another checkout that is built.
import { resolve } from 'node:path';
import build from '../support/build.js';
import { median, print } from './figures.js';
import { cancelAll, sendAll } from './load.js';
import { type ServerProcess, startBuild, startOurs } from './processes.js';

/** Each with processes of its own: V8 does not compile the same code alike in each. */
const launches = 3;
const rounds = 15;
const warmUp = 10;
/** Few, so that other work on the machine disturbs all alike; so are the connections that each opens. */
const perRound = 200;
const connections = 16;

const sides = ['now', 'earlier', 'again'] as const;
type Side = (typeof sides)[number];

/** Seconds of processor time for a launch's cancels of holds that exist beforehand, the three builds in turns. */
async function launch(commandLine: string): Promise<Record<Side, number>> {
  const servers = {
    now: await startOurs('memory:'),
    earlier: await startBuild(commandLine, 'memory:'),
    again: await startOurs('memory:'),
  };
  const spent = { now: 0, earlier: 0, again: 0 };
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const turn of sides.keys()) {
      const side = sides[(round + turn) % sides.length] as Side;
      const time = await cancelHolds(servers[side]);
      if (round >= warmUp) spent[side] += time;
    }
  }
  await Promise.all(sides.map((side) => servers[side].stop()));
  return spent;
}

async function cancelHolds(server: ServerProcess): Promise<number> {
  const ids: string[] = [];
  const fixture = { path: '/_fixtures/payment_intents', body: '{"status":"requires_capture"}' };
  const onBody = (body: string) => ids.push((JSON.parse(body) as { id: string }).id);
  await sendAll({ url: server.url, calls: Array(perRound).fill(fixture), connections, onBody });
  const before = server.processorTime();
  await cancelAll({ url: server.url, ids, keys: 'cancel', connections });
  return server.processorTime() - before;
}

const [checkout] = process.argv.slice(2);
if (checkout === undefined) {
  console.error('usage: npx tsx test/bench/earlier.ts PATH, the path of a checkout that is built');
  process.exit(2);
}
build();
console.log(`Node ${process.version}`);
const measured: Record<Side, number>[] = [];
while (measured.length < launches) measured.push(await launch(resolve(checkout, 'dist/src/cli/main.js')));
for (const side of sides) {
  const microseconds = measured.map((spent) => (1_000_000 * spent[side]) / (rounds * perRound));
  print({ what: `a cancel ${side}`, value: median(microseconds), unit: 'µs', of: microseconds });
}
const ratio = (left: Side, right: Side) => {
  const of = measured.map((spent) => spent[left] / spent[right]);
  print({ what: `${left} / ${right}`, value: median(of), of });
};
ratio('now', 'earlier');
ratio('again', 'earlier');
ratio('again', 'now');
