import { median, print } from './figures.js';
import { filledFile, idsOf } from './intents.js';
import { cancelAll } from './load.js';
import { startBare, startOurs } from './processes.js';

const rounds = 7;
const perRound = 3_000;

/** Unique cancels that are validated and durable, against Express answering the same requests with what it has at hand. */
export async function throughput(): Promise<void> {
  const bare = await startBare();
  const ours = await startOurs(`file:${await filledFile(2 * perRound * (rounds + 1))}`);
  const results: Record<'bare' | 'keyed' | 'keyless', number[]> = { bare: [], keyed: [], keyless: [] };
  // The first round warms both up and does not count.
  for (let round = 0; round <= rounds; round++) {
    const ids = idsOf(perRound, 1, 2 * round * perRound);
    const others = idsOf(perRound, 1, (2 * round + 1) * perRound);
    const measured = {
      bare: await cancelAll({ url: bare.url, ids, keys: 'cancel' }),
      keyed: await cancelAll({ url: ours.url, ids, keys: 'cancel' }),
      keyless: await cancelAll({ url: ours.url, ids: others }),
    };
    if (round === 0) continue;
    for (const side of ['bare', 'keyed', 'keyless'] as const) results[side].push(measured[side].throughput);
  }
  await Promise.all([bare.stop(), ours.stop()]);

  const ratioOf = (side: 'keyed' | 'keyless') =>
    median(results[side].map((value, round) => value / (results.bare[round] ?? Number.NaN)));
  print({ what: 'bare Express', value: median(results.bare), unit: '/s' });
  print({ what: 'cancel with a key, durable on file', value: median(results.keyed), unit: '/s' });
  print({ what: 'cancel without a key, durable on file', value: median(results.keyless), unit: '/s' });
  print({ what: 'with a key / bare Express', value: ratioOf('keyed'), goal: 'at least 0.6, aim 0.8' });
  print({ what: 'without a key / bare Express', value: ratioOf('keyless'), goal: 'at least 0.5' });
}
