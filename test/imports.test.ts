import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeBelow } from './support/readme.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string; readonly severity: string };
}

/** What the import rule has against the sources in a folder. */
function violationsIn(folder: string): Promise<Violation[]> {
  const args = [cruiser, '--config', join(root, '.config/dependency-cruiser.cjs'), '--output-type', 'json', 'src'];
  return new Promise((resolve, reject) => {
    // The exit code is the number of errors.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      try {
        resolve((JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations);
      } catch {
        reject(error ?? new Error(stderr));
      }
    });
  });
}

const kit = ['target', 'checks', 'run', 'report'].map((room) => `src/conformance/${room}`);

/** Who may import whom. What stands in one folder may always import one another. */
const allowed: Record<string, readonly string[]> = {
  'src/cli': [
    'src/reference',
    'src/webhooks',
    'src/server',
    'src/stores',
    'src/dialects',
    'src/dialects/stripe',
    'src/dialects/chargefy',
    'src/domain',
    'src/conformance',
    ...kit,
    'src/contract',
  ],
  'src/reference': [
    'src/webhooks',
    'src/server',
    'src/stores',
    'src/dialects',
    'src/dialects/stripe',
    'src/dialects/chargefy',
    'src/domain',
    'src/contract',
  ],
  'src/webhooks': ['src/server', 'src/dialects', 'src/domain', 'src/contract'],
  'src/server': ['src/dialects', 'src/domain', 'src/contract'],
  'src/stores': ['src/domain'],
  'src/dialects': ['src/dialects/stripe', 'src/dialects/chargefy', 'src/domain', 'src/contract'],
  'src/dialects/stripe': ['src/dialects', 'src/domain', 'src/contract'],
  'src/dialects/chargefy': ['src/dialects', 'src/domain', 'src/contract'],
  'src/client': ['src/contract'],
  'src/conformance': [...kit, 'src/contract'],
  'src/conformance/report': [...kit, 'src/contract'],
  'src/conformance/run': ['src/conformance/checks', 'src/conformance/target', 'src/contract'],
  'src/conformance/checks': ['src/conformance/target', 'src/contract'],
  'src/conformance/target': ['src/contract'],
  'src/contract': ['generated'],
  'src/domain': [],
};
const importers = Object.keys(allowed);
const pairs = importers.flatMap((from) => [...importers, 'generated'].map((to) => ({ from, to })));
const isAllowed = ({ from, to }: { from: string; to: string }) => from === to || allowed[from]?.includes(to);

describe('the import rule', () => {
  let folder: string;
  let violations: Violation[];
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const importing = (from: string, to: string) => `${from}/importing-${to.replaceAll('/', '-')}.ts`;
  const against = (file: string) => violations.filter(({ from }) => from === file).map(({ to }) => to);

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'imports-')));
    await write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { module: 'NodeNext', moduleResolution: 'NodeNext' } }),
    );
    await write(
      'package.json',
      JSON.stringify({ type: 'module', dependencies: { kept: '1.0.0' }, devDependencies: { development: '1.0.0' } }),
    );
    for (const name of ['kept', 'development', 'undeclared']) {
      await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      await write(`node_modules/${name}/index.js`, 'export const thing = 1;');
    }
    for (const place of [...importers, 'generated']) await write(`${place}/thing.ts`, 'export const thing = 1;');
    for (const { from, to } of pairs) {
      await write(importing(from, to), `export { thing } from './${relative(from, `${to}/thing.js`)}';`);
    }
    await write(
      'src/conformance/type-only.ts',
      "import type { thing } from '../dialects/thing.js'; export type T = typeof thing;",
    );
    await write('src/conformance/lazy.ts', "export const load = () => import('../server/thing.js');");
    for (const name of ['kept', 'development', 'undeclared', 'absent', 'node:fs']) {
      await write(`src/contract/package-${name.replace(':', '-')}.ts`, `export * from '${name}';`);
      await write(`src/domain/package-${name.replace(':', '-')}.ts`, `export * from '${name}';`);
    }
    await write('src/stores/egg.ts', "import { hen } from './hen.js'; export const egg = () => hen;");
    await write('src/stores/hen.ts', "import { egg } from './egg.js'; export const hen = () => egg;");
    await write('src/stores/lock.ts', "import type { Bolt } from './bolt.js'; export type Lock = Bolt[];");
    await write('src/stores/bolt.ts', "import type { Lock } from './lock.js'; export type Bolt = Lock[];");
    violations = await violationsIn(folder);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('finds nothing wrong in the sources of this package', async () => {
    expect(await violationsIn(root)).toEqual([]);
  });

  it.each(pairs.filter(isAllowed))('lets $from import $to', ({ from, to }) => {
    expect(against(importing(from, to))).toEqual([]);
  });

  it.each(pairs.filter((pair) => !isAllowed(pair)))('refuses an import of $to in $from', ({ from, to }) => {
    expect(against(importing(from, to))).toContain(`${to}/thing.ts`);
  });

  it('refuses an import of types and an import at run time alike', () => {
    expect(against('src/conformance/type-only.ts')).toEqual(['src/dialects/thing.ts']);
    expect(against('src/conformance/lazy.ts')).toEqual(['src/server/thing.ts']);
  });

  it('lets only the domain do without packages', () => {
    expect(against('src/contract/package-kept.ts')).toEqual([]);
    expect(against('src/contract/package-node-fs.ts')).toEqual([]);
    expect(against('src/domain/package-kept.ts')).not.toEqual([]);
    expect(against('src/domain/package-node-fs.ts')).not.toEqual([]);
  });

  it.each(['development', 'undeclared', 'absent'])('refuses a package that is %s', (name) => {
    expect(against(`src/contract/package-${name}.ts`)).not.toEqual([]);
  });

  it('refuses files that import each other, types included', () => {
    const circles = violations.filter(({ rule }) => rule.name === 'no-circular').map(({ from }) => from);
    expect(circles.sort()).toEqual(['src/stores/bolt.ts', 'src/stores/egg.ts']);
  });

  it('counts every violation as an error', () => {
    expect(new Set(violations.map(({ rule }) => rule.severity))).toEqual(new Set(['error']));
  });
});

/** The lines `importer -> folders` of CONTRIBUTING, by importer; `generated` is what `alone` leaves to the contract. */
function shownRules(): Map<string, string[]> {
  const lines = codeBelow('Who may import whom').flatMap((code) => code.trim().split('\n'));
  return new Map(
    lines.map((line) => {
      const [, importer = '', folders = ''] = /^(\w+) .*-> +(.*?)(?: {2,}.*)?$/.exec(line) ?? [];
      const names = folders === 'nothing' ? [] : folders.replace(/ \(.*?\)|, alone/g, '').split(', ');
      return [importer, names.sort()];
    }),
  );
}

it('CONTRIBUTING shows the import rule as it is', () => {
  const shown = shownRules();
  const nameOf = (path: string) => path.replace(/.*\//, '');
  const depth = (path: string) => path.split('/').length;
  const rules = importers
    .filter((importer) => !importer.startsWith('src/dialects/'))
    .map((importer): [string, string[]] => {
      const others = allowed[importer]?.filter((path) => path !== importer && depth(path) <= depth(importer)) ?? [];
      return [nameOf(importer), others.map(nameOf).sort()];
    });

  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(rules));
});
