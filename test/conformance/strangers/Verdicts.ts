/** What is expected of a whole run: lines of ids, by the verdict that they have. */

import picomatch from 'picomatch';
import type { Check } from '../../../src/conformance/checks/Check.js';
import type { Verdict } from '../../../src/conformance/run/Result.js';

/** Ids, or globs over ids that all have the verdict. */
export type Verdicts = Readonly<Partial<Record<Verdict, readonly string[]>>>;

/**
 * The verdict of every check, by its id. The first table names every check once. Each later one names what is different
 * from those before it.
 *
 * @throws Error for a check without a line or with two, and for a line that says nothing.
 */
export function verdictsOf(checks: readonly Check[], tables: readonly Verdicts[]): Record<string, string> {
  const expected: Record<string, string> = {};
  for (const [depth, table] of tables.entries()) {
    const lines = Object.entries(table).flatMap(([verdict, globs]) => globs.map((glob) => ({ verdict, glob })));
    const named = new Map<string, string>();
    for (const { verdict, glob } of lines) {
      const matches = picomatch(glob);
      const ids = checks.map(({ id }) => id).filter((id) => matches(id));
      if (ids.length === 0) throw new Error(`no check has the id ${glob}`);
      for (const id of ids) {
        if (named.has(id)) throw new Error(`${id} stands on two lines: ${named.get(id)} and ${glob}`);
        if (depth > 0 && expected[id] === verdict) throw new Error(`${id} is ${verdict} already, without ${glob}`);
        named.set(id, glob);
        expected[id] = verdict;
      }
    }
    const missing = checks.filter(({ id }) => !(id in expected)).map(({ id }) => id);
    if (missing.length > 0) throw new Error(`no line names ${missing.join(', ')}`);
  }
  return expected;
}
