import type { Check } from '../checks/Check.js';
import type { Exchange } from '../target/Exchange.js';
import type { Provenance } from './provenance.js';

/**
 * What came of a check.
 * - `pass`: the implementation does what it should
 * - `fail`: a MUST that it does not
 * - `warn`: a SHOULD that it does not
 * - `unarranged`: what the check needs could not be had; says nothing of the implementation
 * - `blocked`: another check has to pass first, and did not
 * - `error`: the kit's own fault, or the adapter's
 */
export type Verdict = 'pass' | 'fail' | 'warn' | 'unarranged' | 'blocked' | 'error';

export interface Result {
  readonly check: Check;
  readonly verdict: Verdict;
  readonly durationMs: number;
  /** Of fail and warn: what the source requires and what was there instead. */
  readonly expected?: string;
  readonly actual?: string;
  /** The request that shows it. Keys are $KEY, $OTHER_KEY and so on, here and in the lines. */
  readonly exchange?: Exchange;
  /** Lines for bash that arrange the intent anew, as $INTENT, and lines that send what was sent; the last is the request. */
  readonly arrange?: string;
  readonly curl?: string;
  /** Of unarranged, blocked and error: why. */
  readonly reason?: string;
  /** Of a target with a fetch: why that can't send a request of the check, which then goes over the url. */
  readonly beyondFetch?: string;
  /** Of unarranged: the target has no such operation, and need not have it. */
  readonly notServed?: true;
  /** Of blocked: the id of the check that has to pass first. */
  readonly blockedBy?: string;
  /** Why the check is known to fail, when it is. It must not pass then. */
  readonly exception?: string;
  /** Why the check need not be judged, by the globs that name it. */
  readonly notJudged?: Readonly<Record<string, string>>;
  /** In a strict run: a SHOULD counts as a MUST does. */
  readonly strict?: true;
}

export interface Report extends Provenance {
  readonly results: readonly Result[];
  /** How many checks there are; fewer have a result when some were selected. */
  readonly total: number;
  /** Ids of the checks that a fetch can't send: judged over the url or, when the target has none, unarranged. */
  readonly beyondFetch: readonly string[];
  /** All traffic of the checks and of what arranged their intents, without secrets. */
  readonly exchanges: readonly Exchange[];
  /** Seed of the generated cases; the same seed gives the same cases. */
  readonly seed: number;
  /** Why the run ended before its checks did, in one line: the target went away, or somebody stopped it. */
  readonly stopped?: string;
}

/** The implementation did or did not what the check asks. */
export function isJudged({ verdict }: Result): boolean {
  return verdict === 'pass' || verdict === 'fail' || verdict === 'warn';
}

/** The outcome of the run depends on it. */
export function isRequired({ check, strict }: Result): boolean {
  return check.level === 'MUST' || strict === true;
}

/** A requirement that could not be judged, and neither the target's lack of the operation nor anybody says why it need not be. */
export function isMissing(result: Result): boolean {
  return isRequired(result) && !isJudged(result) && result.notJudged === undefined && result.notServed === undefined;
}

export function count(results: readonly Result[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { pass: 0, fail: 0, warn: 0, unarranged: 0, blocked: 0, error: 0 };
  for (const { verdict } of results) counts[verdict] += 1;
  return counts;
}
