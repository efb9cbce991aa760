import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

const [, section = ''] = read('.github/CONTRIBUTING.md').split('\n### A check\n');
const [check, mutant] = [...section.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);

/** As the code stands in a list. */
const inList = (code = 'none') => code.replace(/^(?=.)/gm, '  ');

it.each([
  ['check', check, 'src/conformance/checks/chargefy/answer.ts'],
  ['mutant', mutant, 'test/conformance/mutants/chargefy/cancel.ts'],
])('the %s that CONTRIBUTING shows is in the sources as it is', (_, code, path) => {
  expect(section).toContain(`\`${path}\``);
  expect(read(path)).toContain(inList(code));
});

it('the mutant that CONTRIBUTING shows is caught by its check', () => {
  const [id = 'none'] = /chargefy\/[\w/-]+/.exec(check ?? '') ?? [];
  expect(mutant).toMatch(new RegExp(`caughtBy: \\[.*'${id}'`));
});
