/** Tells which requirements of a run were not judged, and what to do about it. */

import { isMissing, isRequired, type Result } from './Result.js';

/** Requirements that were not judged for one reason. */
export interface NotJudged {
  /** Why, and the option or the exception that helps where there is one. */
  readonly reason: string;
  readonly results: readonly Result[];
}

/** The requirements that were not judged and have no exception, by reason, the most frequent one first. */
export function notJudged(results: readonly Result[]): NotJudged[] {
  const groups = groupBy(results.filter(isMissing), (result) => rootReason(result, results));
  return [...groups]
    .map(([reason, group]) => ({ reason, results: group }))
    .toSorted((a, b) => b.results.length - a.results.length);
}

/** One line that says how many, and why. */
export function notJudgedLine({ reason, results }: NotJudged): string {
  const levels = [...new Set(results.map(({ check }) => check.level))];
  return `${results.length} ${levels.join(' and ')} not judged: ${reason}`;
}

/** Entries of `notJudged` that cover them: the whole subject if nothing of it was judged, else the id. */
export function entriesFor(groups: readonly NotJudged[], results: readonly Result[]): Record<string, string> {
  const subjectOf = ({ check }: Result) => check.id.slice(0, check.id.lastIndexOf('/'));
  const entries = groups.flatMap(({ reason, results: missing }) =>
    [...groupBy(missing, subjectOf)].flatMap(([subject, some]): [string, string][] => {
      const required = results.filter((result) => isRequired(result) && subjectOf(result) === subject);
      const whole = some.length > 1 && some.length === required.length;
      return whole ? [[`${subject}/*`, reason]] : some.map(({ check }) => [check.id, reason]);
    }),
  );
  return Object.fromEntries(entries);
}

/** The reason of a blocked check is that of the first prerequisite that was not judged. */
function rootReason(result: Result, results: readonly Result[]): string {
  const blocker = results.find(({ check }) => check.id === result.blockedBy);
  if (!blocker) return oneIntent(result.reason ?? '');
  if (blocker.verdict === 'fail' || blocker.verdict === 'warn') {
    return `${blocker.check.id} has to pass first; an exception for it does not cover the checks that follow`;
  }
  return rootReason(blocker, results);
}

/** Replaces ids of intents, so that equal reasons read the same. */
function oneIntent(reason: string): string {
  return reason.replace(/\bpi_\w+/g, 'pi_…').replace(/\s+/g, ' ');
}

function groupBy(results: readonly Result[], keyOf: (result: Result) => string): Map<string, Result[]> {
  const groups = new Map<string, Result[]>();
  for (const result of results) groups.set(keyOf(result), [...(groups.get(keyOf(result)) ?? []), result]);
  return groups;
}
