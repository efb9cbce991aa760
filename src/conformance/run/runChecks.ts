/** Runs checks in the order of what they follow, several at a time. */

import type { DialectName } from '../../contract/dialect.js';
import type { Check } from '../checks/Check.js';
import { CannotRun } from '../target/CannotRun.js';
import type { Exchange } from '../target/Exchange.js';
import { openTransport } from '../target/openTransport.js';
import type { Target } from '../target/Target.js';
import { chooseRequest } from './chooseRequest.js';
import { preflight } from './preflight.js';
import type { Report, Result } from './Result.js';
import { type RunCheckOptions, runCheck } from './runCheck.js';
import { withTimeout } from './withTimeout.js';

export interface RunOptions {
  /** Which checks to run, by id; all when left out. Checks that those have to follow run as well. */
  readonly select?: (id: string) => boolean;
  /** Why a check is known to fail, by its id. */
  readonly knownFailing?: ReadonlyMap<string, string>;
  /** Time for one check, in milliseconds; 10,000 when left out. */
  readonly timeoutMs?: number;
  /** Checks that run at the same time; 4 when left out. */
  readonly concurrency?: number;
  /** Seed of the generated cases, from 0 to 2³¹ - 1; chosen at random, and reported, when left out. */
  readonly seed?: number;
  /** Generated cases of a check; 40 when left out. */
  readonly cases?: number;
  /** Told which checks will run, once the target has answered. */
  readonly onStart?: (checks: readonly Check[]) => void;
  /** Told of every result as it comes. */
  readonly onResult?: (result: Result) => void;
}

/**
 * Judges an implementation by the given checks.
 *
 * @throws CannotRun when the target can't be reached, answers something else than this API, or nothing was selected;
 * TypeError when it is no target.
 */
export async function runChecks(
  dialect: DialectName,
  all: readonly Check[],
  target: Target,
  options: RunOptions = {},
): Promise<Report> {
  const { timeoutMs = 10_000, seed = randomSeed(), cases, onStart } = options;
  const checks = withPrerequisites(all, options.select ?? (() => true));
  if (checks.length === 0) throw new CannotRun('There is nothing to run: no check was selected.');
  const exchanges: Exchange[] = [];
  const transport = openTransport(target);
  const record = (exchange: Exchange) => exchanges.push(exchange);
  try {
    const judging = { dialect, target, transport, seed, ...(cases !== undefined && { cases }), timeoutMs, record };
    await preflight(judging);
    const requestOf = await withTimeout(timeoutMs, (signal) =>
      chooseRequest({ ...judging, signal, record: () => undefined, tell: () => undefined }),
    ).catch(() => undefined);
    onStart?.(checks);
    const results = await runAll(checks, { ...judging, ...(requestOf && { requestOf }) }, options);
    const beyondFetch = results.filter((result) => result.beyondFetch !== undefined).map(({ check }) => check.id);
    return { dialect, url: target.url, seed, exchanges, results, beyondFetch };
  } finally {
    transport.close?.();
  }
}

export function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
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
  judging: RunCheckOptions,
  { concurrency = 4, knownFailing, onResult }: RunOptions,
): Promise<Result[]> {
  const running = new Map<string, Promise<Result>>();
  const queue = [...checks];

  async function run(check: Check): Promise<Result> {
    const earlier = await Promise.all((check.after ?? []).map((id) => running.get(id)));
    const blocker = earlier.find((result) => result !== undefined && result.verdict !== 'pass');
    const verdict: Result = blocker
      ? { check, verdict: 'blocked', durationMs: 0, reason: `${blocker.check.id} has to pass first` }
      : await runCheck(check, judging);
    const exception = knownFailing?.get(check.id);
    const result = exception === undefined ? verdict : { ...verdict, exception };
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
