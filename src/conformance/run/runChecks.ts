/** Runs checks after their prerequisites, several at a time. */

import type { DialectName } from '../../contract/dialect.js';
import type { Check } from '../checks/Check.js';
import { CannotRun } from '../target/CannotRun.js';
import type { Exchange } from '../target/Exchange.js';
import { createRedact } from '../target/redact.js';
import type { Target } from '../target/Target.js';
import { messageOf } from '../target/wordsOf.js';
import { chooseForm } from './chooseForm.js';
import { type Exceptions, withExceptions } from './Exceptions.js';
import { createInspect } from './inspectArranged.js';
import { openRun } from './openRun.js';
import { createPace } from './pace.js';
import { preflight } from './preflight.js';
import { provenanceOf } from './provenance.js';
import type { Report, Result } from './Result.js';
import type { ReadyRun } from './Run.js';
import { runCheck } from './runCheck.js';
import { createStalls } from './stalls.js';

/** Options of `verify`. */
export interface RunOptions {
  /**
   * Whether to run a check, by its id. Prerequisites of selected checks run as well. Default: all.
   *
   * @example (id) => id.startsWith('stripe/cancel/')
   */
  readonly select?: (id: string) => boolean;
  /** Whether to skip a selected check, by its id. It then counts as not judged. Default: none. */
  readonly skip?: (id: string) => boolean;
  /** Checks that may fail, and checks that need not be judged. Default: none. */
  readonly exceptions?: Exceptions;
  /** Whether a SHOULD counts as a MUST. Default: false. */
  readonly strict?: boolean;
  /**
   * Milliseconds for one request. The same limit applies to arranging one intent, and to all that a check does besides its
   * requests; the limit of a check grows with its requests. Default: 10,000.
   */
  readonly timeoutMs?: number;
  /** How many checks run at the same time. Default: 4. */
  readonly concurrency?: number;
  /** Seed of the generated cases, from 0 to 2³¹ - 1. Default: a random one, which the report has. */
  readonly seed?: number;
  /** How many cases a check generates. Default: 40. */
  readonly cases?: number;
  /** Stops the run when aborted. The report has what was judged by then, and the rest as not judged. */
  readonly signal?: AbortSignal;
  /** Called with the checks that will run, once the target has answered. */
  readonly onStart?: (checks: readonly Check[]) => void;
  /** Called with each result as it comes. */
  readonly onResult?: (result: Result) => void;
}

/**
 * Judges an implementation by the given checks.
 *
 * @throws CannotRun when the target can't be reached or is no such API, or no check was selected; TypeError for an invalid
 * target.
 */
export async function runChecks(
  dialect: DialectName,
  all: readonly Check[],
  target: Target,
  options: RunOptions = {},
): Promise<Report> {
  const { timeoutMs = 10_000, seed = randomSeed(), cases, onStart, signal } = options;
  const checks = withPrerequisites(all, options.select ?? (() => true));
  if (checks.length === 0) throw new CannotRun('There is nothing to run: no check was selected.');
  const exchanges: Exchange[] = [];
  const record = (exchange: Exchange) => exchanges.push(exchange);
  const pace = createPace(target.rate);
  const run = openRun(dialect, target, {
    pace,
    inspect: createInspect(),
    stalls: createStalls(),
    seed,
    ...(cases !== undefined && { cases }),
    timeoutMs,
    record,
    signal,
  });
  try {
    const provenance = provenanceOf(dialect, target);
    await preflight(run);
    const form = await chooseForm(run);
    onStart?.(checks);
    const results = await runAll(checks, { ...run, form }, options);
    const beyondFetch = results.filter((result) => result.beyondFetch !== undefined).map(({ check }) => check.id);
    const stopped = run.signal.aborted ? createRedact(target)(messageOf(run.signal.reason)) : undefined;
    return {
      ...provenance,
      seed,
      exchanges,
      results,
      total: all.length,
      beyondFetch,
      ...(stopped !== undefined && { stopped }),
    };
  } finally {
    run.close();
  }
}

export function randomSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

/** The selected checks and their prerequisites, in the order of all checks. */
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

/** Runs the checks in order, `concurrency` at a time, each after its prerequisites. */
async function runAll(
  checks: readonly Check[],
  judging: ReadyRun,
  { concurrency = 4, skip = () => false, exceptions = {}, strict = false, onResult }: RunOptions,
): Promise<Result[]> {
  const running = new Map<string, Promise<Result>>();
  const queue = [...checks];
  const addExceptions = withExceptions(exceptions);

  async function judge(check: Check): Promise<Result> {
    if (skip(check.id)) return { check, verdict: 'unarranged', durationMs: 0, reason: 'the check is skipped' };
    const earlier = await Promise.all((check.after ?? []).map((id) => running.get(id)));
    const blocker = earlier.find((result) => result !== undefined && result.verdict !== 'pass');
    if (!blocker || judging.signal.aborted) return runCheck(check, judging);
    // A check whose prerequisite is optional is optional as well.
    const { notServed, reason = '' } = blocker;
    if (notServed) return { check, verdict: 'unarranged', durationMs: 0, reason, notServed };
    const blockedBy = blocker.check.id;
    return { check, verdict: 'blocked', durationMs: 0, reason: `${blockedBy} has to pass first`, blockedBy };
  }

  async function run(check: Check): Promise<Result> {
    const result = addExceptions({ ...(await judge(check)), ...(strict && { strict }) });
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
