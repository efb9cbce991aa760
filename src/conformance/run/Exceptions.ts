/** The exceptions that the owner of an implementation allows. */

import picomatch from 'picomatch';
import { isJudged, type Result } from './Result.js';

/**
 * The exceptions of a run, each with its reason. A stale exception, which no check needs any more, fails the run.
 *
 * @example
 * {
 *   failing: { 'stripe/cancel/same-id': 'fixed in the next release' },
 *   notJudged: { 'stripe/mode/*': 'the server has no live mode' },
 * }
 */
export interface Exceptions {
  /** By the id of a check: why it may fail. It must not pass then. Checks that depend on it are not covered. */
  readonly failing?: Readonly<Record<string, string>>;
  /** By a glob over ids: why these checks need not be judged. If one is judged and fails, it still fails the run. */
  readonly notJudged?: Readonly<Record<string, string>>;
}

/** Adds to each result the exceptions that match its check. */
export function withExceptions({ failing = {}, notJudged = {} }: Exceptions): (result: Result) => Result {
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

/** Whether a check passes although it is on the list of exceptions, which would hide its next failure. */
export function isUnexpectedPass({ verdict, exception }: Result): boolean {
  return verdict === 'pass' && exception !== undefined;
}

/** The stale entries: a sentence for each, by its id or glob. */
export function staleEntries(results: readonly Result[]): ReadonlyMap<string, string> {
  const passing = results.filter(isUnexpectedPass).map(({ check }) => check.id);
  const globsOf = (some: readonly Result[]) => some.flatMap(({ notJudged = {} }) => Object.keys(notJudged));
  const needed = new Set(globsOf(results.filter((result) => !isJudged(result))));
  const idle = new Set(globsOf(results).filter((glob) => !needed.has(glob)));
  return new Map([
    ...passing.map((id): [string, string] => [id, `${id} is on the list of exceptions but passes; remove it`]),
    ...[...idle].map((glob): [string, string] => [
      glob,
      `${glob} is on the list of checks that are not judged, but all of them were judged; remove it`,
    ]),
  ]);
}
