import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> };

const workflows = readdirSync(`${root}.github/workflows`).map((name) => ({
  name,
  text: readFileSync(`${root}.github/workflows/${name}`, 'utf8'),
}));

/** The lists of a matrix, by name. */
function matrixIn(text: string): Map<string, string[]> {
  const lists = [...text.matchAll(/^ +(\w+): \[(.*)\]$/gm)];
  return new Map(
    lists.map(([, name = '', items = '']) => [name, items.split(', ').map((item) => item.replace(/"/g, ''))]),
  );
}

/** Every script that a workflow runs with `npm run`, each value of a matrix for itself. */
function scriptsIn(text: string): string[] {
  return [...text.matchAll(/npm run (\$\{\{ matrix\.(\w+) \}\}|\S+)/g)].flatMap(([, word = '', variable]) =>
    variable === undefined ? [word] : (matrixIn(text).get(variable) ?? [word]),
  );
}

describe.each(workflows)('the workflow $name', ({ text }) => {
  it('calls scripts that there are', () => {
    expect(scriptsIn(text).filter((name) => !(name in scripts))).toEqual([]);
  });
});

it("the README's test line runs on three versions of Node, and once as root in its home", () => {
  const text = workflows.find(({ name }) => name === 'test.yml')?.text ?? '';

  expect(matrixIn(text).get('node')).toEqual(['20', '22', '24']);
  expect(text.match(/run: npm cit$/gm)).toHaveLength(2);
  expect(text).toMatch(/chmod 700 \/root[\s\S]*working-directory: \/root\/checkout/);
  expect(readFileSync(`${root}.ci/run`, 'utf8')).toMatch(/\nnpm cit\n$/);
});

it('what does not fit into npm test runs every night', () => {
  const text = workflows.find(({ name }) => name === 'nightly.yml')?.text ?? '';

  expect(scriptsIn(text).toSorted()).toEqual(
    Object.keys(scripts)
      .filter((name) => name.startsWith('test:'))
      .toSorted(),
  );
});
