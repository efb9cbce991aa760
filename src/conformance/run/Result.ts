import type { Check } from '../checks/Check.js';
import type { Exchange } from '../target/Exchange.js';
import type { Provenance } from './provenance.js';

/**
 * The verdict of a check.
 * - `pass`: the implementation does what the title says
 * - `fail`: it doesn't, and the check is a MUST
 * - `warn`: it doesn't, and the check is a SHOULD
 * - `unarranged`: not judged, because something that the check needs could not be had
 * - `blocked`: not judged, because a prerequisite did not pass
 * - `error`: not judged, because the kit or an adapter failed
 */
export type Verdict = 'pass' | 'fail' | 'warn' | 'unarranged' | 'blocked' | 'error';

export interface Result {
  readonly check: Check;
  readonly verdict: Verdict;
  readonly durationMs: number;
  /** For fail and warn: what the source requires, and what was found instead. */
  readonly expected?: string;
  readonly actual?: string;
  /** The request that shows it. Here and in the lines below, keys are replaced by $KEY, $OTHER_KEY and so on. */
  readonly exchange?: Exchange;
  /** Bash lines that arrange another intent as $INTENT, and bash lines that send the same requests; the last shows it. */
  readonly arrange?: string;
  readonly curl?: string;
  /** For unarranged, blocked and error: why. */
  readonly reason?: string;
  /** For a target with `fetch`: why that can't send a request of this check. */
  readonly beyondFetch?: string;
  /** For unarranged: the target lacks an optional operation. */
  readonly notServed?: true;
  /** For blocked: the id of the prerequisite that did not pass. */
  readonly blockedBy?: string;
  /** The reason for which the check is on the list of exceptions. It must not pass then. */
  readonly exception?: string;
  /** The reasons for which the check need not be judged, by the globs that match it. */
  readonly notJudged?: Readonly<Record<string, string>>;
  /** In a strict run: a SHOULD counts as a MUST. */
  readonly strict?: true;
}

export interface Report extends Provenance {
  readonly results: readonly Result[];
  /** How many checks the dialect has; `results` has only the selected ones. */
  readonly total: number;
  /** Ids of the checks that no `fetch` can send. They went over `url`; without one, they are unarranged. */
  readonly beyondFetch: readonly string[];
  /** All requests of the checks, and those that arranged intents, without secrets. */
  readonly exchanges: readonly Exchange[];
  /** Seed of the generated cases; the same seed gives the same cases. */
  readonly seed: number;
  /** Why the run ended early, in one line: the target stopped answering, or the run was aborted. Absent if it didn't. */
  readonly stopped?: string;
}

/** Whether the check was judged: it passed or didn't. */
export function isJudged({ verdict }: Result): boolean {
  return verdict === 'pass' || verdict === 'fail' || verdict === 'warn';
}

/** Whether the outcome of the run depends on the check. */
export function isRequired({ check, strict }: Result): boolean {
  return check.level === 'MUST' || strict === true;
}

/** Whether a required check was not judged, without an exception and not for lack of an optional operation. */
export function isMissing(result: Result): boolean {
  return isRequired(result) && !isJudged(result) && result.notJudged === undefined && result.notServed === undefined;
}

export function count(results: readonly Result[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { pass: 0, fail: 0, warn: 0, unarranged: 0, blocked: 0, error: 0 };
  for (const { verdict } of results) counts[verdict] += 1;
  return counts;
}
