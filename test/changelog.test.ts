import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packageVersion } from '../src/contract/document.js';

const changelog = readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8');
const headings = changelog.match(/^#+ .*$/gm) ?? [];

it('the changelog has the headings of Keep a Changelog', () => {
  const [title, ...others] = headings;
  const known = /^## \[(?:Unreleased|\d+\.\d+\.\d+)\]|^### (?:Added|Changed|Deprecated|Removed|Fixed|Security)$/;

  expect(title).toBe('# Changelog');
  expect(others.filter((heading) => !known.test(heading))).toEqual([]);
});

it('the changelog has a day for each version, the newest first, and this version among them', () => {
  const versions = headings.filter((heading) => /^## /.test(heading) && heading !== '## [Unreleased]');
  const days = versions.map((heading) => /^## \[\d+\.\d+\.\d+\] - (\d{4}-\d\d-\d\d)$/.exec(heading)?.[1]);

  expect(days).not.toContain(undefined);
  expect(days).toEqual(days.toSorted().reverse());
  expect(versions).toContainEqual(expect.stringContaining(`## [${packageVersion}] `));
});

it('every change in the changelog stands under its kind', () => {
  const misplaced = changelog
    .split(/^(?=#+ )/m)
    .filter((section) => /^- /m.test(section) && !section.startsWith('### '))
    .map((section) => section.split('\n')[0]);

  expect(misplaced).toEqual([]);
});
