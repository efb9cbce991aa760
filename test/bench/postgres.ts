import { openPostgresStore } from '../../src/stores/postgres.js';
import { startPostgres } from '../support/postgres.js';
import { median, print } from './figures.js';
import { fill, idsOf } from './intents.js';
import { cancelAll } from './load.js';
import { startOurs } from './processes.js';

const rounds = 5;
const perRound = 2_000;

/** Two server processes on one PostgreSQL, against one. */
export async function postgres(): Promise<void> {
  const cluster = await startPostgres();
  const url = await cluster.createDatabase();
  const store = await openPostgresStore(url);
  await fill(store, 2 * perRound * (rounds + 1));
  await store.close();
  const [left, right] = await Promise.all([startOurs(url), startOurs(url)]);
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const ids = idsOf(2 * perRound, 1, 2 * round * perRound);
    const alone = await cancelAll({ url: left.url, ids: ids.slice(0, perRound), keys: 'cancel' });
    const half = perRound / 2;
    const since = performance.now();
    const halves = await Promise.all([
      cancelAll({ url: left.url, ids: ids.slice(perRound, perRound + half), keys: 'cancel', connections: 32 }),
      cancelAll({ url: right.url, ids: ids.slice(perRound + half), keys: 'cancel', connections: 32 }),
    ]);
    if (round === 0) continue;
    one.push(alone.throughput);
    two.push((1000 * perRound) / (Math.max(...halves.map(({ finished }) => finished)) - since));
  }
  print({ what: 'one process on PostgreSQL', value: median(one), unit: '/s' });
  print({ what: 'two processes on PostgreSQL', value: median(two), unit: '/s' });
  print({ what: 'two / one', value: median(two) / median(one) });
  await Promise.all([left.stop(), right.stop()]);
  await cluster.remove();
}
