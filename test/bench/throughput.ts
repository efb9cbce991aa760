import { median, print } from './figures.js';
import { filledFile, idsOf } from './intents.js';
import { cancelAll, type Load } from './load.js';
import { type ServerProcess, startBare, startOurs } from './processes.js';

const rounds = 9;
/** V8 takes some thousand requests to compile what they need. */
const warmUp = 3;
const perRound = 1_500;

/** Unique cancels that are validated and durable, against Express answering the same requests with what it has at hand. */
export async function throughput(): Promise<void> {
  const bare = await startBare();
  const ours = await startOurs(`file:${await filledFile(2 * perRound * (warmUp + rounds))}`);
  const results: Record<'bare' | 'keyed' | 'keyless', number[]> = { bare: [], keyed: [], keyless: [] };
  const spent: Record<keyof typeof results, number> = { bare: 0, keyed: 0, keyless: 0 };
  const measure = async (
    side: keyof typeof results,
    server: ServerProcess,
    load: Omit<Load, 'url'>,
    counts: boolean,
  ) => {
    const before = server.processorTime();
    const { throughput } = await cancelAll({ url: server.url, ...load });
    if (!counts) return;
    results[side].push(throughput);
    spent[side] += server.processorTime() - before;
  };
  for (let round = 0; round < warmUp + rounds; round++) {
    const ids = idsOf(perRound, 1, 2 * round * perRound);
    const others = idsOf(perRound, 1, (2 * round + 1) * perRound);
    await measure('bare', bare, { ids, keys: 'cancel' }, round >= warmUp);
    await measure('keyed', ours, { ids, keys: 'cancel' }, round >= warmUp);
    await measure('keyless', ours, { ids: others }, round >= warmUp);
  }
  await Promise.all([bare.stop(), ours.stop()]);

  const ratioOf = (side: 'keyed' | 'keyless') =>
    median(results[side].map((value, round) => value / (results.bare[round] ?? Number.NaN)));
  print({ what: 'bare Express', value: median(results.bare), unit: '/s' });
  print({ what: 'cancel with a key, durable on file', value: median(results.keyed), unit: '/s' });
  print({ what: 'cancel without a key, durable on file', value: median(results.keyless), unit: '/s' });
  print({ what: 'with a key / bare Express', value: ratioOf('keyed') });
  print({ what: 'without a key / bare Express', value: ratioOf('keyless') });
  const microseconds = (side: keyof typeof spent) => (1_000_000 * spent[side]) / (rounds * perRound);
  print({ what: 'processor time of a request: bare Express', value: microseconds('bare'), unit: 'µs' });
  print({ what: 'processor time of a request: with a key', value: microseconds('keyed'), unit: 'µs' });
  print({ what: 'processor time of a request: without a key', value: microseconds('keyless'), unit: 'µs' });
  const goal = 'at least 0.45 on Node 20, 0.24 on Node 24';
  print({ what: 'processor time: bare Express / with a key', value: spent.bare / spent.keyed, goal });
  print({ what: 'processor time: bare Express / without a key', value: spent.bare / spent.keyless });
}
