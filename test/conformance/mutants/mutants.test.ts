import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { suites } from '../../../src/conformance/suites.js';
import { dialectNames } from '../../../src/contract/dialect.js';

/** What the kit said of every mutant of a dialect, as the tests beside this one hold it to. */
function recorded(dialect: string): string {
  const groups = ['cancel', 'requests'].map((group) => `__snapshots__/${dialect}-${group}.test.ts.snap`);
  return groups.map((path) => readFileSync(new URL(path, import.meta.url), 'utf8')).join('');
}

it.each(dialectNames)('every check of %s finds a mutant', (dialect) => {
  const found = new Set(Array.from(recorded(dialect).matchAll(/"red +(\S+)"/g), ([, id]) => id));
  expect(suites[dialect].checks.filter(({ id }) => !found.has(id))).toEqual([]);
});
