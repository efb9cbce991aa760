/** Runs checks in the order of what they follow, several at a time. */

import type { DialectName } from '../../contract/dialect.js';
import type { Check } from '../checks/Check.js';
import { CannotRun } from '../target/CannotRun.js';
import type { Exchange } from '../target/Exchange.js';
import { createRedact } from '../target/redact.js';
import type { Target } from '../target/Target.js';
import { messageOf } from '../target/wordsOf.js';
import { chooseForm } from './chooseForm.js';
import { type Exceptions, excusing } from './Exceptions.js';
import { createInspect } from './inspectArranged.js';
import { openRun } from './openRun.js';
import { createPace } from './pace.js';
import { preflight } from './preflight.js';
import { provenanceOf } from './provenance.js';
import type { Report, Result } from './Result.js';
import type { ReadyRun } from './Run.js';
import { runCheck } from './runCheck.js';
import { createStalls } from './stalls.js';

export interface RunOptions {
  /** Which checks to run, by id; all when left out. Checks that those have to follow run as well. */
  readonly select?: (id: string) => boolean;
  /** Which of these not to run, by id. They count as not judged. */
  readonly skip?: (id: string) => boolean;
  /** Which checks may fail, and which need not be judged. */
  readonly exceptions?: Exceptions;
  /** Whether a SHOULD counts as a MUST does. */
  readonly strict?: boolean;
  /**
   * Time for one request, in milliseconds; 10,000 when left out. What arranges one intent has it as well, and so has all
   * that a check does beside its requests: a check's own limit grows with them.
   */
  readonly timeoutMs?: number;
  /** Checks that run at the same time; 4 when left out. */
  readonly concurrency?: number;
  /** Seed of the generated cases, from 0 to 2³¹ - 1; chosen at random, and reported, when left out. */
  readonly seed?: number;
  /** Generated cases of a check; 40 when left out. */
  readonly cases?: number;
  /** Stops the run when it is aborted: what was judged by then is reported, and the rest as not judged. */
  readonly signal?: AbortSignal;
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
  judging: ReadyRun,
  { concurrency = 4, skip = () => false, exceptions = {}, strict = false, onResult }: RunOptions,
): Promise<Result[]> {
  const running = new Map<string, Promise<Result>>();
  const queue = [...checks];
  const excused = excusing(exceptions);

  async function judge(check: Check): Promise<Result> {
    if (skip(check.id)) return { check, verdict: 'unarranged', durationMs: 0, reason: 'the check is skipped' };
    const earlier = await Promise.all((check.after ?? []).map((id) => running.get(id)));
    const blocker = earlier.find((result) => result !== undefined && result.verdict !== 'pass');
    if (!blocker || judging.signal.aborted) return runCheck(check, judging);
    // What follows a check that needs no excuse needs none either.
    const { notServed, reason = '' } = blocker;
    if (notServed) return { check, verdict: 'unarranged', durationMs: 0, reason, notServed };
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
