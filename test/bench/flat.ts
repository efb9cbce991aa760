import Database from 'libsql';
import { median, print } from './figures.js';
import { filledFile, idsOf } from './intents.js';
import { cancelAll, type Measured } from './load.js';
import { startOurs } from './processes.js';

const rounds = 21;
const warmUp = 3;
const few = 1_000;
const many = 1_000_000;

/** The same thousand cancels among a thousand intents and among a million. */
export async function flat(): Promise<void> {
  const [small, large] = await Promise.all([open(few), open(many)]);
  const results: { small: Measured; large: Measured }[] = [];
  for (let round = 0; round < warmUp + rounds; round++) {
    const result = { small: await small.cancel(round), large: await large.cancel(round) };
    if (round >= warmUp) results.push(result);
  }
  await Promise.all([small.close(), large.close()]);

  print({
    what: 'throughput among 1,000',
    value: median(results.map((result) => result.small.throughput)),
    unit: '/s',
  });
  print({
    what: 'throughput among 1,000,000',
    value: median(results.map((result) => result.large.throughput)),
    unit: '/s',
  });
  print({
    what: 'throughput, 1,000 / 1,000,000',
    value: median(results.map((result) => result.small.throughput / result.large.throughput)),
    goal: 'at most 1.2',
  });
  print({
    what: 'p50, 1,000,000 / 1,000',
    value: median(results.map((result) => result.large.p50 / result.small.p50)),
    goal: 'at most 1.2',
  });
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
      const measured = await cancelAll({ url: server.url, ids, keys: `round ${round}`, connections: 16 });
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
