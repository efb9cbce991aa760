/** Excuses that the owner of an implementation gives for checks. */

import picomatch from 'picomatch';
import { isJudged, type Result } from './Result.js';

/** The excuses of a run, each with its reason. One that no check needs fails the run. */
export interface Exceptions {
  /** From the id of a check to why it may fail. It must not pass then. It says nothing of the checks that follow it. */
  readonly failing?: Readonly<Record<string, string>>;
  /** From a glob over ids to why these checks need not be judged. A failure is never excused by it. */
  readonly notJudged?: Readonly<Record<string, string>>;
}

/** Gives every result the excuses that name its check. */
export function excusing({ failing = {}, notJudged = {} }: Exceptions): (result: Result) => Result {
  const globs = Object.entries(notJudged).map((entry) => ({ entry, matches: picomatch(entry[0]) }));
  return (result) => {
    const { id } = result.check;
    const exception = Object.hasOwn(failing, id) ? failing[id] : undefined;
    const matching = globs.filter(({ matches }) => matches(id)).map(({ entry }) => entry);
    return {
      ...result,
      ...(exception !== undefined && { exception }),
      ...(matching.length > 0 && { notJudged: Object.fromEntries(matching) }),
    };
  };
}

/** Passes although it is known to fail: the excuse would hide the next failure. */
export function isUnexpectedPass({ verdict, exception }: Result): boolean {
  return verdict === 'pass' && exception !== undefined;
}

/** The entries that no check of the run needs: a sentence for each, by its id or glob. */
export function staleEntries(results: readonly Result[]): ReadonlyMap<string, string> {
  const passing = results.filter(isUnexpectedPass).map(({ check }) => check.id);
  const globsOf = (some: readonly Result[]) => some.flatMap(({ notJudged = {} }) => Object.keys(notJudged));
  const needed = new Set(globsOf(results.filter((result) => !isJudged(result))));
  const idle = new Set(globsOf(results).filter((glob) => !needed.has(glob)));
  return new Map([
    ...passing.map((id): [string, string] => [id, `${id} is on the list of exceptions but passes; remove it`]),
    ...[...idle].map((glob): [string, string] => [
      glob,
      `${glob} is on the list of what is not judged, but all it names was judged; remove it`,
    ]),
  ]);
}
