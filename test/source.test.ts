import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dialectNames } from '../src/contract/dialect.js';
import { codeBelow } from './support/readme.js';
import { rooms } from './support/rooms.js';

/** Compares something with a dialect's name: a ternary, a condition, a case, a lookup that only one dialect has. */
const name = `['"\`](?:${dialectNames.join('|')})['"\`]`;
const asksForDialect = new RegExp(`[!=]==?\\s*${name}|${name}\\s*[!=]==?|\\bcase\\s+${name}|\\.includes\\(${name}`);

/** A module of a package that is not its entry. Ajv documents its 2020 entry. */
const privateImport = /(?:from|import\(|require\()\s*'(?!\.|node:|ajv\/dist\/2020\.js')(?:@[^/']+\/)?[^/']+\/[^']*'/;

/** Reads the time of the machine. */
const readsTime = /\bDate\.now\b|\bnew Date\b(?!\()|\bDate\(\s*\)|\btimeOrigin\b/;
const timed = ['domain', 'dialects', 'stores', 'server', 'reference'];

describe('the rules that patterns can see', () => {
  it('find what they are for', () => {
    expect(asksForDialect.test(`dialect === 'stripe' ? 1 : 2`)).toBe(true);
    expect(asksForDialect.test(`if ('chargefy' !== dialect)`)).toBe(true);
    expect(asksForDialect.test(`case 'stripe':`)).toBe(true);
    expect(asksForDialect.test(`contractFor('stripe')`)).toBe(false);
    expect(readsTime.test('const now = Date.now() / 1000')).toBe(true);
    expect(readsTime.test('setInterval(tick, 1, Date.now)')).toBe(true);
    expect(readsTime.test('new Date()')).toBe(true);
    expect(readsTime.test('new Date')).toBe(true);
    expect(readsTime.test('new Date(seconds * 1000).toISOString()')).toBe(false);
    expect(readsTime.test('performance.now() - start')).toBe(false);
    expect(privateImport.test(`import { A } from 'express-openapi-validator/dist/framework/types.js';`)).toBe(true);
    expect(privateImport.test(`await import('kysely/helpers/x')`)).toBe(true);
    expect(privateImport.test(`import { Ajv2020 } from 'ajv/dist/2020.js';`)).toBe(false);
    expect(privateImport.test(`import { setTimeout } from 'node:timers/promises';`)).toBe(false);
    expect(privateImport.test(`import x from '../stores/x.js';`)).toBe(false);
  });
});

describe.each(rooms())('src/$name', ({ text, sentence }) => {
  it('opens with a sentence that says what it holds', () => {
    expect(sentence).toMatch(/^[A-Z`].+[.:]$/);
  });

  it("does not ask for a dialect's name", () => {
    expect(asksForDialect.exec(text)?.[0]).toBeUndefined();
  });

  it('imports no private file of a package', () => {
    expect(privateImport.exec(text)?.[0]).toBeUndefined();
  });
});

describe('the time of the machine', () => {
  it.each(timed)('is read in src/%s by one file at most, which is of the domain', (folder) => {
    const readers = rooms().filter(({ name, text }) => name.startsWith(`${folder}/`) && readsTime.test(text));

    expect(readers.map(({ name }) => name)).toEqual(folder === 'domain' ? ['domain/time.ts'] : []);
  });
});

it('the README names each folder of src and no other', () => {
  const [, tree = ''] = codeBelow('Work on it');
  const folders = readdirSync(new URL('../src', import.meta.url), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const shown = [...tree.matchAll(/^ {2}(\w+)\//gm)].map(([, folder]) => folder);
  const top = [...tree.matchAll(/^(\w+)\//gm)].map(([, folder = '']) => folder);

  expect(shown.toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
  expect(top).toEqual(['openapi', 'generated', 'src', 'test']);
  for (const folder of top) expect(existsSync(new URL(`../${folder}`, import.meta.url)), folder).toBe(true);
});
