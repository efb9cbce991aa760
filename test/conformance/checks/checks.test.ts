import { describe, expect, it } from 'vitest';
import { table } from '../../../src/conformance/checks/about.js';
import { suites } from '../../../src/conformance/checks/suites.js';
import { dialectNames } from '../../../src/contract/dialect.js';
import { documented } from '../../support/documented.js';

describe.each(dialectNames)('the checks of %s', (dialect) => {
  const checks = suites[dialect].checks;
  const ids = checks.map(({ id }) => id);
  const { enum: statuses } = documented(dialect).at('/components/schemas/PaymentIntentStatus') as { enum: string[] };

  it('have ids of their own', () => {
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('have titles of their own', () => {
    const titles = checks.map(({ title }) => title);
    expect(titles).toEqual([...new Set(titles)]);
  });

  it('are about a subject that has its rank', () => {
    const subjects = new Set(ids.map((id) => id.split('/')[1] ?? ''));
    expect([...subjects].filter((subject) => table[subject] === undefined)).toEqual([]);
  });

  it.each(checks)('$id is dialect, subject and behaviour', ({ id }) => {
    expect(id).toMatch(new RegExp(`^${dialect}/[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*$`));
  });

  it.each(checks)('the title of $id is a sentence in one line', ({ title }) => {
    expect(title).toMatch(/^[^\n]{10,120}[^.\n]$/);
  });

  it.each(checks)('$id follows only checks that come before it', ({ id, after = [] }) => {
    const earlier = ids.slice(0, ids.indexOf(id));
    expect(after.filter((other) => !earlier.includes(other))).toEqual([]);
    expect(after).toEqual([...new Set(after)]);
  });

  it.each(checks)('$id says where its requirement comes from', ({ level, source }) => {
    expect(source.page).toMatch(/\S/);
    // Nobody but the vendor can oblige; what we decided says so.
    if (level === 'MUST') expect(source.quote).toMatch(/\S/);
    else expect(source.reading).toMatch(/^our reading: \S/);
    expect(source.quote ?? 'none').toBe((source.quote ?? 'none').trim());
  });

  it.each(checks)('$id needs statuses that an intent can have', ({ needs }) => {
    const wanted = needs.flatMap((need) => (typeof need === 'string' ? [] : [need.status]));
    expect(wanted.filter((status) => !statuses.includes(status))).toEqual([]);
  });
});

it('only subjects and checks that exist are ranked', () => {
  const ids = dialectNames.flatMap((dialect) => suites[dialect].checks.map(({ id }) => id));
  const ranked = new Set(ids.flatMap((id) => [id.split('/')[1], id.split('/').slice(1).join('/')]));
  expect(Object.keys(table).filter((key) => !ranked.has(key))).toEqual([]);
});
