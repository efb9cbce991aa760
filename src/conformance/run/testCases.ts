import type { DialectName } from '../../contract/dialect.js';
import type { Check } from '../checks/Check.js';
import type { Target } from '../target/Target.js';
import { chooseForm } from './chooseForm.js';
import { detailsOf } from './details.js';
import { escapeControls } from './escapeControls.js';
import { createInspect } from './inspectArranged.js';
import { openRun } from './openRun.js';
import { createPace, type Pace } from './pace.js';
import { preflight } from './preflight.js';
import type { ChosenForm, Run } from './Run.js';
import { runCheck } from './runCheck.js';
import { randomSeed } from './runChecks.js';
import { createStalls } from './stalls.js';

/** A check as a test of any runner. */
export interface TestCase {
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD';
  /** A sentence about what an implementation does. */
  readonly title: string;
  /**
   * Resolves when the implementation does that, or has no operation that it could do it with and need not have it. Rejects in every other case, also when what the check needs can't be
   * arranged; the message says what was expected, what was there instead, and the curl line that shows it. Nothing is
   * waited for that the check would follow in a whole run.
   */
  readonly run: () => Promise<void>;
}

export interface TestCaseOptions {
  /** Time for one request, in milliseconds; 10,000 when left out. Give the runner more for each test, for it can't say what took so long. */
  readonly timeoutMs?: number;
  /** Seed of the generated cases; chosen at random, and named in every rejection, when left out. */
  readonly seed?: number;
}

export function toTestCases(
  dialect: DialectName,
  checks: readonly Check[],
  target: Target,
  { timeoutMs = 10_000, seed = randomSeed() }: TestCaseOptions = {},
): TestCase[] {
  const inspect = createInspect();
  const stalls = createStalls();
  let pace: Pace | undefined;

  /** Opens a run for one thing: no runner says when all is over. */
  async function using<T>(act: (options: Run) => Promise<T>): Promise<T> {
    pace ??= createPace(target.rate);
    const run = openRun(dialect, target, { pace, inspect, stalls, seed, timeoutMs, record: () => undefined });
    try {
      return await act(run);
    } finally {
      run.close();
    }
  }

  let reached: Promise<ChosenForm> | undefined;

  async function run(check: Check): Promise<void> {
    reached ??= using(async (options) => {
      await preflight(options);
      return chooseForm(options);
    });
    const form = await reached;
    const result = await using((options) => runCheck(check, { ...options, form }));
    if (result.verdict === 'pass' || result.notServed) return;
    const details = detailsOf(result).map(([label, text]) => `  ${label}: ${escapeControls(text)}`);
    throw new Error([`${result.verdict}: ${check.id}`, ...details, `  seed: ${seed}`].join('\n'));
  }

  return checks.map((check) => {
    const { id, level, title } = check;
    return { id, level, title, run: () => run(check) };
  });
}
