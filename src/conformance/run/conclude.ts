import { count, type Result } from './Result.js';

/** What a run comes to. Conformant means that no MUST failed; inconclusive, that nothing was judged or the run broke. */
export interface Conclusion {
  readonly outcome: 'conformant' | 'not conformant' | 'inconclusive';
  readonly sentence: string;
}

export function conclude(results: readonly Result[]): Conclusion {
  const { pass, fail, warn, unarranged, blocked, error } = count(results);
  const excused = results.filter(({ verdict, exception }) => verdict === 'fail' && exception !== undefined).length;
  const stale = results.filter(isUnexpectedPass).length;

  if (error > 0) {
    return { outcome: 'inconclusive', sentence: `Inconclusive: ${error} ended in an error, not in a verdict.` };
  }
  if (pass + fail + warn === 0) {
    return { outcome: 'inconclusive', sentence: 'Inconclusive: nothing could be judged.' };
  }
  if (fail > excused || stale > 0) {
    const reasons = list([
      [fail - excused, 'MUST failed'],
      [stale, 'known to fail passed (no longer an excuse: take it off the list)'],
    ]);
    return { outcome: 'not conformant', sentence: `Not conformant: ${reasons}.` };
  }
  const reservations = list([
    [excused, 'known to fail'],
    [warn, 'SHOULD not met'],
    [unarranged + blocked, 'not judged'],
  ]);
  const sentence = ['Conformant: no MUST failed', reservations].filter(Boolean).join(', ');
  return { outcome: 'conformant', sentence: `${sentence}.` };
}

/** Passes although it is known to fail: the excuse would hide the next failure. */
export function isUnexpectedPass({ verdict, exception }: Result): boolean {
  return verdict === 'pass' && exception !== undefined;
}

function list(parts: readonly (readonly [count: number, what: string])[]): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}
