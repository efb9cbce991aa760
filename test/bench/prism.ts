import { median, print } from './figures.js';
import { filledFile, idsOf } from './intents.js';
import { cancelAll } from './load.js';
import { startOurs, startPrism } from './processes.js';

const rounds = 5;
const perRound = 2_000;

/** Cancels that happen, against Prism answering the same requests with an example of the same document. */
export async function prism(): Promise<void> {
  const mock = await startPrism();
  const ours = await startOurs(`file:${await filledFile(perRound * (rounds + 1))}`);
  const ratios: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const ids = idsOf(perRound, 1, round * perRound);
    const theirs = await cancelAll({ url: mock.url, ids, keys: 'cancel' });
    const own = await cancelAll({ url: ours.url, ids, keys: 'cancel' });
    if (round > 0) ratios.push(own.throughput / theirs.throughput);
  }
  print({ what: 'throughput, ours / Prism', value: median(ratios), goal: 'at least 1.5' });
  print({ what: 'memory of Prism after it', value: mock.memory(), unit: 'MB' });
  print({ what: 'memory of ours after it', value: ours.memory(), unit: 'MB' });
  print({ what: 'memory, ours / Prism', value: ours.memory() / mock.memory() });
  await Promise.all([mock.stop(), ours.stop()]);
}
