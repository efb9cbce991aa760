import { expect, it } from 'vitest';
import { suites } from '../../../src/conformance/checks/suites.js';
import { dialectNames } from '../../../src/contract/dialect.js';
import { mutants } from './all.js';

it.each(dialectNames)('every check of %s catches a mutant, and what mutants name are checks', (dialect) => {
  const checks = suites[dialect].checks.map(({ id }) => id);
  const catching = new Set(mutants[dialect].flatMap(({ caughtBy }) => caughtBy));
  expect([...catching].toSorted()).toEqual(checks.toSorted());
});

it.each(dialectNames)('every mutant of %s has an id of its own', (dialect) => {
  const ids = mutants[dialect].map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});
