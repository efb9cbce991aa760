import type { DialectName } from '../../contract/dialect.js';
import type { Check } from '../checks/Check.js';
import type { Exchange } from '../target/Exchange.js';

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
  /** The request that shows it, and a line for bash that sends it again. Keys are $KEY, $OTHER_KEY and so on in both. */
  readonly exchange?: Exchange;
  readonly curl?: string;
  /** Of unarranged, blocked and error: why. */
  readonly reason?: string;
  /** Of a target with a fetch: why that can't send a request of the check, which then goes over the url. */
  readonly beyondFetch?: string;
  /** Why the check is known to fail, when it is. It must not pass then. */
  readonly exception?: string;
}

export interface Report {
  readonly dialect: DialectName;
  /** Of the target; undefined when it has only a fetch. */
  readonly url: string | undefined;
  readonly results: readonly Result[];
  /** Ids of the checks that a fetch can't send: judged over the url or, when the target has none, unarranged. */
  readonly beyondFetch: readonly string[];
  /** All traffic of the checks, without secrets. Requests that arrange intents are not part of it. */
  readonly exchanges: readonly Exchange[];
  /** Seed of the generated cases; the same seed gives the same cases. */
  readonly seed: number;
  /** Why the run ended before its checks did, in one line: the target went away, or somebody stopped it. */
  readonly stopped?: string;
}

export function count(results: readonly Result[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { pass: 0, fail: 0, warn: 0, unarranged: 0, blocked: 0, error: 0 };
  for (const { verdict } of results) counts[verdict] += 1;
  return counts;
}
