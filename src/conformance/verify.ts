import type { DialectName } from '../contract/dialect.js';
import type { Check } from './Check.js';
import { checksOf } from './checks.js';
import type { Exchange } from './Exchange.js';
import { fetchTransport } from './fetchTransport.js';
import { httpTransport } from './httpTransport.js';
import { type JudgeOptions, judge } from './judge.js';
import type { Report, Result } from './Result.js';
import { reach } from './reach.js';
import type { Target } from './Target.js';
import type { Transport } from './Transport.js';

export interface VerifyOptions {
  /** Which checks to run, by id; all when left out. Checks that those have to follow run as well. */
  readonly select?: (id: string) => boolean;
  /** Time for one check, in milliseconds; 10,000 when left out. */
  readonly timeoutMs?: number;
  /** Checks that run at the same time; 4 when left out. */
  readonly concurrency?: number;
  /** Seed of the generated cases; chosen at random, and reported, when left out. */
  readonly seed?: number;
  /** Told of every result as it comes. */
  readonly onResult?: (result: Result) => void;
}

/**
 * Judges an implementation by every check of its dialect.
 *
 * @throws CannotRun when the target can't be reached, answers something else than this API, or nothing was selected.
 */
export async function verify(dialect: DialectName, target: Target, options: VerifyOptions = {}): Promise<Report> {
  const { select = () => true, timeoutMs = 10_000, concurrency = 4, onResult } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const checks = withPrerequisites(checksOf(dialect), select);
  const exchanges: Exchange[] = [];
  const transport = openTransport(target);
  const judgeOptions = { target, transport, seed, timeoutMs, record: (exchange: Exchange) => exchanges.push(exchange) };
  try {
    await reach(dialect, judgeOptions);
    return { dialect, seed, exchanges, results: await runAll(checks, judgeOptions, concurrency, onResult) };
  } finally {
    transport.close?.();
  }
}

export function openTransport({ url, fetch }: Target): Transport {
  if (fetch) return fetchTransport(fetch);
  if (url !== undefined) return httpTransport(url);
  throw new TypeError('a target has a url or a fetch');
}

function withPrerequisites(all: readonly Check[], select: (id: string) => boolean): Check[] {
  const wanted = new Set<string>();
  const want = (check: Check) => {
    wanted.add(check.id);
    for (const id of check.after ?? []) {
      const earlier = all.find((candidate) => candidate.id === id);
      if (earlier && !wanted.has(id)) want(earlier);
    }
  };
  for (const check of all) if (select(check.id)) want(check);
  return all.filter(({ id }) => wanted.has(id));
}

/** Runs the checks in their order as far as there is room, each once those it has to follow are through. */
async function runAll(
  checks: readonly Check[],
  options: JudgeOptions,
  concurrency: number,
  onResult: VerifyOptions['onResult'],
): Promise<Result[]> {
  const running = new Map<string, Promise<Result>>();
  const queue = [...checks];

  async function run(check: Check): Promise<Result> {
    const earlier = await Promise.all((check.after ?? []).map((id) => running.get(id)));
    const blocker = earlier.find((result) => result !== undefined && result.verdict !== 'pass');
    const result: Result = blocker
      ? { check, verdict: 'blocked', durationMs: 0, reason: `${blocker.check.id} has to pass first` }
      : await judge(check, options);
    onResult?.(result);
    return result;
  }

  async function work(): Promise<void> {
    for (let check = queue.shift(); check; check = queue.shift()) {
      const result = run(check);
      running.set(check.id, result);
      await result;
    }
  }

  await Promise.all(Array.from({ length: concurrency }, work));
  return Promise.all(checks.map(({ id }) => running.get(id) as Promise<Result>));
}
