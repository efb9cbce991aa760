import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median, print } from './figures.js';
import { startOurs } from './processes.js';

const rounds = 7;
const headers = { Authorization: 'Bearer sk_test_reference' };

/** Milliseconds that `firstCancel.js` sends. */
interface FirstCancel {
  readonly import: number;
  /** These three only of one that was told to do them beforehand. */
  readonly store: number;
  readonly requests: number;
  readonly intents: number;
  /** From before the import until the cancel was answered. */
  readonly answered: number;
  /** Processor time since the process was started. */
  readonly processor: number;
}

/** The first cancel of a process that has loaded nothing, by `startReference` and by `serve stripe`. */
export async function firstAnswer(): Promise<void> {
  const inProcess: number[] = [];
  const answered: number[] = [];
  const served: { readonly ended: number; readonly processor: number }[] = [];
  const processor: number[] = [];
  const shares: FirstCancel[] = [];
  for (let round = 0; round <= rounds; round++) {
    const serve = await measureServe();
    const own = await measureReference();
    const piecemeal = await measureReference('pieces');
    // The first round reads the files from the disk.
    if (round === 0) continue;
    served.push(serve);
    inProcess.push(own.ended);
    answered.push(own.times.answered);
    processor.push(own.times.processor / serve.processor);
    shares.push(piecemeal.times);
  }

  print({ what: 'spawn to first cancel, serve stripe', value: median(served.map(({ ended }) => ended)), unit: 'ms' });
  print({ what: 'spawn to first cancel, startReference', value: median(inProcess), unit: 'ms' });
  print({ what: 'import to first cancel, startReference', value: median(answered), unit: 'ms' });
  const ratio = (own: readonly number[]) =>
    median(own.map((value, round) => value / (served[round]?.ended ?? Number.NaN)));
  print({ what: 'spawn to first cancel, startReference / serve stripe', value: ratio(inProcess), goal: 'under 1' });
  print({ what: 'import to first cancel / spawn of serve stripe', value: ratio(answered), goal: 'under 1' });
  print({ what: 'processor time until then, startReference / serve stripe', value: median(processor) });
  const share = (what: string, of: (times: FirstCancel) => number) =>
    print({
      what: `share of ${what}`,
      value: 100 * median(shares.map((times) => of(times) / times.answered)),
      unit: '%',
    });
  share('the import', (times) => times.import);
  share('the validator of requests', ({ requests }) => requests);
  share('the validator of fixtures and answers', ({ intents }) => intents);
  share('the store', ({ store }) => store);
}

/** Milliseconds from the spawn until a cancel is answered, and of the server's processor time. */
async function measureServe(): Promise<{ ended: number; processor: number }> {
  const since = performance.now();
  const server = await startOurs('memory:');
  const fixture = { method: 'POST', headers, body: '{"id":"pi_1","status":"requires_capture"}' };
  await (await fetch(`${server.url}/_fixtures/payment_intents`, fixture)).text();
  const answer = await fetch(`${server.url}/v1/payment_intents/pi_1/cancel`, { method: 'POST', headers });
  await answer.json();
  const ended = performance.now() - since;
  const processor = 1000 * server.processorTime();
  await server.stop();
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
  return { ended, processor };
}

/** The same, and what the program says itself. */
async function measureReference(...args: readonly string[]): Promise<{ ended: number; times: FirstCancel }> {
  const program = fileURLToPath(new URL('firstCancel.js', import.meta.url));
  const since = performance.now();
  const child = fork(program, args, { execArgv: [] });
  const ended = once(child, 'exit');
  const [times] = (await Promise.race([once(child, 'message'), failed(ended)])) as [FirstCancel];
  const milliseconds = performance.now() - since;
  await ended;
  return { ended: milliseconds, times };
}

async function failed(ended: Promise<unknown[]>): Promise<never> {
  const [code] = await ended;
  throw new Error(`the first cancel ended with ${code}`);
}
