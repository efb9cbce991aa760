import { expect, it } from 'vitest';
import { suites } from '../../../src/conformance/checks/suites.js';
import { dialectNames } from '../../../src/contract/dialect.js';
import { recordedVerdicts } from './recordedVerdicts.js';

it.each(dialectNames)('every check of %s finds a mutant', (dialect) => {
  const verdicts = [...recordedVerdicts(dialect).values()].flat();
  const found = new Set(verdicts.filter(({ kind }) => kind === 'red').map(({ check }) => check));
  expect(suites[dialect].checks.filter(({ id }) => !found.has(id))).toEqual([]);
});
