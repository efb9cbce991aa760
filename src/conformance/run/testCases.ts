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

/** A check as a test for any runner. */
export interface TestCase {
  /** Such as `stripe/cancel/same-id`. It never changes. */
  readonly id: string;
  readonly level: 'MUST' | 'SHOULD';
  /** A sentence about what an implementation does, for the title of a test. */
  readonly title: string;
  /**
   * Resolves when the implementation does what the title says, and when it lacks an optional operation that the check needs.
   * Rejects in every other case, also when what the check needs can't be arranged. The message has what was expected, what was
   * found, and a curl line that shows it. Prerequisites of the check are not run.
   */
  readonly run: () => Promise<void>;
}

/** Options of `stripeChecks` and `chargefyChecks`. */
export interface TestCaseOptions {
  /** Milliseconds for one request. Give the runner a longer limit per test: only the kit can say what took so long. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Seed of the generated cases. Default: a random one, which every rejection has. */
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

  /** Opens a run for one test, because runners don't say which test is the last. */
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
