import { staleEntries } from './Exceptions.js';
import { entriesFor, notJudged, notJudgedLine } from './notJudged.js';
import { count, isJudged, isMissing, isRequired, type Result } from './Result.js';

/**
 * The outcome of a run.
 * - `conformant`: every MUST passed, or is on the list of exceptions, or needs an optional operation that the target lacks
 * - `not conformant`: a MUST failed, or an exception is stale
 * - `inconclusive`: no MUST failed, but one was not judged, or nothing was judged, or the run ended early
 *
 * In a strict run a SHOULD counts as a MUST.
 */
export interface Conclusion {
  readonly outcome: 'conformant' | 'not conformant' | 'inconclusive';
  /** The outcome in one sentence, with numbers. */
  readonly sentence: string;
  /** Lines that say what to do: which exceptions are stale, and why requirements were not judged. */
  readonly help: readonly string[];
  /** If inconclusive: entries for `notJudged` of `Exceptions` that would cover what was not judged, each with its reason. */
  readonly entries: Readonly<Record<string, string>>;
}

/**
 * Concludes from the results of a run.
 *
 * @param stopped is why the run ended early, if it did: `stopped` of the report. There are no `entries` then.
 * @example
 * const report = await verify('stripe', target);
 * const { outcome, sentence } = conclude(report.results, report.stopped);
 */
export function conclude(results: readonly Result[], stopped?: string): Conclusion {
  const conclusion = concludeResults(results);
  if (stopped === undefined) return conclusion;
  if (conclusion.outcome === 'not conformant') {
    return { ...conclusion, sentence: `${conclusion.sentence} The run ended early: ${stopped}.` };
  }
  return { ...conclusion, outcome: 'inconclusive', sentence: `Inconclusive: ${stopped}.`, entries: {} };
}

function concludeResults(results: readonly Result[]): Conclusion {
  const failed = results.filter((result) => isFailure(result) && result.exception === undefined).length;
  const stale = staleEntries(results);
  const missing = results.filter(isMissing);
  const groups = notJudged(results);
  const help = [...stale.values(), ...groups.map(notJudgedLine)].map((line) => `${line}.`);

  if (failed > 0 || stale.size > 0) {
    const reasons = list([
      [failed, `${levelsOf(results.filter(isRequired))} failed`],
      [stale.size, stale.size === 1 ? 'exception is stale' : 'exceptions are stale'],
      [missing.length, 'not judged'],
    ]);
    return { outcome: 'not conformant', sentence: `Not conformant: ${reasons}.`, help, entries: {} };
  }
  if (!results.some(isJudged)) {
    return { outcome: 'inconclusive', sentence: 'Inconclusive: nothing could be judged.', help, entries: {} };
  }
  if (missing.length > 0) {
    const errors = missing.filter(({ verdict }) => verdict === 'error').length;
    const reasons = list([
      [missing.length, `${levelsOf(missing)} not judged`],
      [errors, 'of them ended in an error'],
    ]);
    const sentence = `Inconclusive: ${reasons}.`;
    return { outcome: 'inconclusive', sentence, help, entries: entriesFor(groups, results) };
  }
  return { outcome: 'conformant', sentence: `Conformant: ${praise(results)}.`, help, entries: {} };
}

/** A MUST failed; in a strict run also a SHOULD. */
function isFailure(result: Result): boolean {
  return (result.verdict === 'fail' || result.verdict === 'warn') && isRequired(result);
}

function praise(results: readonly Result[]): string {
  const served = results.filter(({ notServed }) => notServed === undefined);
  const required = served.filter(isRequired);
  const others = served.filter((result) => !isRequired(result));
  const exceptions = list([
    [required.filter(isFailure).length, 'failed'],
    [required.filter((result) => !isJudged(result)).length, 'not judged'],
  ]);
  const levels = levelsOf(required);
  const passed = exceptions ? `every ${levels} passed or has an exception (${exceptions})` : `every ${levels} passed`;
  const reservations = list([
    [count(others).warn, 'SHOULD not met'],
    [others.filter((result) => !isJudged(result)).length, 'SHOULD not judged'],
    [results.length - served.length, 'optional not judged'],
  ]);
  return [required.length > 0 ? passed : 'no MUST was selected', reservations].filter(Boolean).join(', ');
}

function levelsOf(results: readonly Result[]): string {
  return [...new Set(results.map(({ check }) => check.level))].toSorted().join(' and ');
}

function list(parts: readonly (readonly [count: number, what: string])[]): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}
