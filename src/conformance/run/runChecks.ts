/** Runs checks in the order of what they follow, several at a time. */

import type { DialectName } from '../../contract/dialect.js';
import type { Check } from '../checks/Check.js';
import { CannotRun } from '../target/CannotRun.js';
import type { Exchange } from '../target/Exchange.js';
import { openTransport } from '../target/openTransport.js';
import type { Target } from '../target/Target.js';
import { type Exceptions, excusing } from './Exceptions.js';
import { createInspect } from './inspectArranged.js';
import { preflight } from './preflight.js';
import type { Report, Result } from './Result.js';
import { type RunCheckOptions, runCheck } from './runCheck.js';

export interface RunOptions {
  /** Which checks to run, by id; all when left out. Checks that those have to follow run as well. */
  readonly select?: (id: string) => boolean;
  /** Which of these not to run, by id. They count as not judged. */
  readonly skip?: (id: string) => boolean;
  /** Which checks may fail, and which need not be judged. */
  readonly exceptions?: Exceptions;
  /** Whether a SHOULD counts as a MUST does. */
  readonly strict?: boolean;
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
    const inspect = createInspect();
    const judging = {
      dialect,
      target,
      transport,
      inspect,
      seed,
      ...(cases !== undefined && { cases }),
      timeoutMs,
      record,
    };
    await preflight(judging);
    onStart?.(checks);
    const results = await runAll(checks, judging, options);
    const beyondFetch = results.filter((result) => result.beyondFetch !== undefined).map(({ check }) => check.id);
    return { dialect, url: target.url, seed, exchanges, results, total: all.length, beyondFetch };
  } finally {
    transport.close?.();
  }
}

export function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

/** The selected checks and those they follow, in the order of all. */
export function withPrerequisites(all: readonly Check[], select: (id: string) => boolean): Check[] {
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
  { concurrency = 4, skip = () => false, exceptions = {}, strict = false, onResult }: RunOptions,
): Promise<Result[]> {
  const running = new Map<string, Promise<Result>>();
  const queue = [...checks];
  const excused = excusing(exceptions);

  async function judge(check: Check): Promise<Result> {
    if (skip(check.id)) return { check, verdict: 'unarranged', durationMs: 0, reason: 'the check is skipped' };
    const earlier = await Promise.all((check.after ?? []).map((id) => running.get(id)));
    const blocker = earlier.find((result) => result !== undefined && result.verdict !== 'pass');
    if (!blocker) return runCheck(check, judging);
    const blockedBy = blocker.check.id;
    return { check, verdict: 'blocked', durationMs: 0, reason: `${blockedBy} has to pass first`, blockedBy };
  }

  async function run(check: Check): Promise<Result> {
    const result = excused({ ...(await judge(check)), ...(strict && { strict }) });
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
