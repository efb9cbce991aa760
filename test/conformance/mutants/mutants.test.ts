import { describe, expect, it } from 'vitest';
import { suites } from '../../../src/conformance/checks/suites.js';
import { dialectNames } from '../../../src/contract/dialect.js';
import { mutants } from './all.js';
import { classes } from './classes.js';
import { onlyShould } from './onlyShould.js';

it.each(dialectNames)('every check of %s catches a mutant, and what mutants name are checks', (dialect) => {
  const checks = suites[dialect].checks.map(({ id }) => id);
  const catching = new Set(mutants[dialect].flatMap(({ caughtBy }) => caughtBy));
  expect([...catching].toSorted()).toEqual(checks.toSorted());
});

it.each(dialectNames)('every mutant of %s has an id of its own', (dialect) => {
  const ids = mutants[dialect].map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(dialectNames)('the levels of what catches mutants of %s', (dialect) => {
  const musts = new Set(suites[dialect].checks.filter(({ level }) => level === 'MUST').map(({ id }) => id));
  const byMust = new Set(
    mutants[dialect].filter(({ caughtBy }) => caughtBy.some((check) => musts.has(check))).map(({ id }) => id),
  );

  it('every mutant is caught by a MUST, or it is said which sentence is missing', () => {
    const others = mutants[dialect].map(({ id }) => id).filter((id) => !byMust.has(id));
    expect(Object.values(onlyShould[dialect]).flat().toSorted()).toEqual(others.toSorted());
  });

  it.each(Object.entries(classes))('a server is caught by a MUST when %s', (_, { [dialect]: ids }) => {
    expect(ids).not.toEqual([]);
    expect(ids.filter((id) => !byMust.has(id))).toEqual([]);
  });
});
