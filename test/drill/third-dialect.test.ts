import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { run, start } from '../support/cli.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';
import { typeCheck } from '../support/typeCheck.js';
import { acmeCheck, acmeFiles } from './acme.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copied = ['src', 'openapi', 'generated', 'package.json', 'tsconfig.json'];

/** The rows of CONTRIBUTING's two tables on a new dialect: the files it adds, and the registries that name it. */
function instructions(): { added: string[]; registries: string[] } {
  const text = readFileSync(join(root, '.github/CONTRIBUTING.md'), 'utf8');
  const section = /### A dialect\n([\s\S]*?)\n##/.exec(text)?.[1] ?? '';
  const [added = '', registries = ''] = section.split('in each registry');
  const pathsIn = (part: string) => [...part.matchAll(/^\| `([^`]+)`/gm)].map(([, path = '']) => path);
  return { added: pathsIn(added), registries: pathsIn(registries) };
}

/** Every file of the copied folders, by its path. */
function filesIn(folder: string): Map<string, string> {
  const names = copied.flatMap((entry) =>
    entry.includes('.')
      ? [entry]
      : readdirSync(join(folder, entry), { recursive: true, withFileTypes: true })
          .filter((file) => file.isFile())
          .map((file) => join(file.parentPath, file.name).slice(folder.length).replace(/^\//, '')),
  );
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Adds the dialect to one registry: an import where it needs one, and its name. */
function register(folder: string, path: string): void {
  const edits: Record<string, readonly (readonly [before: string, after: string])[]> = {
    'src/contract/dialect.ts': [["'chargefy']", "'chargefy', 'acme']"]],
    'src/dialects/registry.ts': [
      ['import type { Dialect }', "import { acme } from './acme/dialect.js';\nimport type { Dialect }"],
      ['{ stripe, chargefy }', '{ stripe, chargefy, acme }'],
    ],
    'src/conformance/checks/suites.ts': [
      ['import type { Check }', "import { acmeChecks } from './acme/checks.js';\nimport type { Check }"],
      ['  chargefy: {', '  acme: { checks: acmeChecks, untestable: [] },\n  chargefy: {'],
    ],
    'src/reference/Terms.ts': [
      ['import type * as chargefy', "import type * as acme from '../contract/acme.js';\nimport type * as chargefy"],
      [
        'import type { referenceKeys as chargefyKeys }',
        "import type { referenceKeys as acmeKeys } from '../dialects/acme/referenceKeys.js';\nimport type { referenceKeys as chargefyKeys }",
      ],
      [
        '  readonly chargefy: {',
        '  readonly acme: { readonly intent: acme.PaymentIntent; readonly keys: typeof acmeKeys; readonly event: acme.PaymentIntentCanceledEvent };\n  readonly chargefy: {',
      ],
    ],
    'openapi/redocly.yaml': [['  chargefy:\n', '  acme:\n    root: ./acme.yaml\n  chargefy:\n']],
  };
  let text = readFileSync(join(folder, path), 'utf8');
  for (const [before, after] of edits[path] ?? []) {
    expect(text.split(before), `${path} has one place for it: ${before}`).toHaveLength(2);
    text = text.replace(before, after);
  }
  writeFileSync(join(folder, path), text);
}

it('a third dialect is new files and a line in each registry, as CONTRIBUTING says', async () => {
  const { added, registries } = instructions();
  const folder = temporaryDirectory();
  for (const entry of copied) {
    cpSync(join(root, entry), join(folder, entry), {
      recursive: true,
      filter: (path) => !path.endsWith('generated/docs'),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const before = filesIn(folder);

  for (const [path, text] of Object.entries({ ...acmeFiles(before), ...acmeCheck })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const path of registries) register(folder, path);
  execFileSync(process.execPath, ['openapi/generate.js'], { cwd: folder });
  const onlyCheck = ['-p', 'src', '--noEmit', '--declaration', 'false', '--declarationMap', 'false'];
  expect(await typeCheck('typescript7', folder, onlyCheck)).toEqual({ code: 0, stdout: '' });
  await build({
    absWorkingDir: folder,
    entryPoints: ['src/**/*.ts', 'generated/*.ts'],
    outbase: '.',
    outdir: 'dist',
    logLevel: 'silent',
  });

  const after = filesIn(folder);
  const changed = [...before.keys()].filter((path) => before.get(path) !== after.get(path));
  const created = [...after.keys()].filter((path) => !before.has(path));
  const places = ['generated/', ...added.map((path) => path.replace(/[^/]+$/, ''))];
  expect(changed.sort()).toEqual(registries.toSorted());
  expect(added.filter((path) => !created.includes(path))).toEqual([]);
  expect(created.filter((path) => !/\/acme[./]/.test(path) || !places.some((place) => path.startsWith(place)))).toEqual(
    [],
  );

  // Its cancel path is Stripe's.
  const pathOf = (name: string) => Object.keys(JSON.parse(after.get(`generated/${name}.json`) ?? '').paths)[0];
  expect(pathOf('acme')).toBe(pathOf('stripe'));

  const command = join(folder, 'dist/src/cli/main.js');
  const server = start(['serve', '--stripe-port=0', '--chargefy-port=0', '--acme-port=0', '--database=memory:'], {
    command,
  });
  const { input: announcement } = await server.printed('stdout', /acme[\s\S]*\n$/);
  const url = /^acme +(\S+)$/m.exec(announcement)?.[1] ?? '';
  const verdict = await run(['verify', 'acme', '--url', url, '--key', 'am_test_reference'], { command });
  expect(verdict).toMatchObject({ code: 0, stderr: '' });
  expect(verdict.stdout).toContain('1 pass');

  const foreign = await run(['verify', 'acme', '--url', url, '--key', 'am_test_nobody'], { command });
  expect(foreign.code).toBe(3);
}, 120_000);
