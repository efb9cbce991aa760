import Database from 'libsql';
import { median, print } from './figures.js';
import { filledFile, idsOf } from './intents.js';
import { cancelAll, type Measured } from './load.js';
import { startOurs } from './processes.js';

const rounds = 9;
const few = 1_000;
const many = 1_000_000;

/** The same thousand cancels among a thousand intents and among a million. */
export async function flat(): Promise<void> {
  const sides = await Promise.all([few, many].map(open));
  const results = sides.map((): Measured[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { cancel }] of sides.entries()) {
      const measured = await cancel(round);
      if (round > 0) results[index]?.push(measured);
    }
  }
  await Promise.all(sides.map(({ close }) => close()));

  const of = (index: number, what: 'throughput' | 'p50') =>
    median((results[index] ?? []).map((measured) => measured[what]));
  print({ what: 'throughput among 1,000', value: of(0, 'throughput'), unit: '/s' });
  print({ what: 'throughput among 1,000,000', value: of(1, 'throughput'), unit: '/s' });
  print({
    what: 'throughput, 1,000 / 1,000,000',
    value: of(0, 'throughput') / of(1, 'throughput'),
    goal: 'at most 1.2',
  });
  print({ what: 'p50, 1,000,000 / 1,000', value: of(1, 'p50') / of(0, 'p50'), goal: 'at most 1.2' });
}

async function open(count: number) {
  const path = await filledFile(count);
  const server = await startOurs(`file:${path}`);
  const database = new Database(path, { timeout: 5_000 });
  const ids = idsOf(few, count / few);
  const release = database.prepare(
    "update payment_intents set status = 'requires_capture' where id = ? and organization = 'acct_reference' and livemode = 0",
  );
  return {
    async cancel(round: number): Promise<Measured> {
      const measured = await cancelAll({ url: server.url, ids, keys: `round ${round}` });
      database.exec('begin immediate');
      for (const id of ids) release.run([id]);
      database.exec('commit');
      return measured;
    },
    async close() {
      database.close();
      await server.stop();
    },
  };
}
