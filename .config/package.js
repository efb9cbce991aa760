// Makes what the package ships of what the compiler wrote into dist/src: programs for `import` in dist/esm, for `require` in
// dist/cjs, and in dist/types those declarations that an entry of package.json reaches.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { exports, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.entries(exports).flatMap(([name, to]) => (to.import ? [{ name, ...to }] : []));
const sources = entries.map(({ name, import: { types } }) => ({
  in: types.replace('/dist/types/', '/dist/').replace(/\.d\.ts$/, '.js'),
  out: name,
}));

/** The documents stay files: a client reads its own on demand, and hardly any does. */
const documents = {
  name: 'documents',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/generated\/\w+\.json$/ }, ({ path }) => ({
      path: `../../generated/${basename(path)}`,
      external: true,
    })),
};

const options = {
  bundle: true,
  plugins: [documents],
  platform: 'node',
  target: 'node20.19',
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
};

await build({
  ...options,
  entryPoints: [...sources, { in: './dist/src/cli/main.js', out: 'cli' }],
  outdir: 'dist/esm',
  external: Object.keys(dependencies),
  format: 'esm',
  splitting: true,
});

/** One for which a default import is the function in ESM, and an object that has it as `default` in CommonJS. */
const bundled = 'openapi-fetch';

await build({
  ...options,
  entryPoints: sources,
  outdir: 'dist/cjs',
  outExtension: { '.js': '.cjs' },
  external: Object.keys(dependencies).filter((name) => name !== bundled),
  format: 'cjs',
  // Jest's default configuration has no `import()`.
  supported: { 'dynamic-import': false },
  // `createRequire` takes either.
  define: { 'import.meta.url': '__filename' },
});

const reached = new Set();
function reach(path) {
  if (reached.has(path)) return;
  reached.add(path);
  cpSync(path, path.replace(/^dist/, 'dist/types'));
  for (const [, file] of readFileSync(path, 'utf8').matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.js['"]/g)) {
    reach(join(dirname(path), `${file}.d.ts`));
  }
}
for (const source of sources) reach(join(source.in.replace(/\.js$/, '.d.ts')));

/** The same types for `require`: a file that is CommonJS's by its name, and takes everything from the one that is not. */
async function declareForRequire({ import: { types, default: program }, require: { types: path } }) {
  const from = `'${'../'.repeat(path.split('/').length - 3)}${types.slice('./dist/'.length).replace(/d\.ts$/, 'js')}'`;
  const resolution = `{ 'resolution-mode': 'import' }`;
  const lines = Object.entries(await import(pathToFileURL(program))).flatMap(([name, value]) => {
    const there = `import(${from}, { with: ${resolution} })`;
    const isClass = /^class\b/.test(`${value}`);
    return [
      `export declare const ${name}: typeof ${there}.${name};`,
      ...(isClass ? [`export type ${name} = ${there}.${name};`] : []),
    ];
  });
  writeFileSync(path, `${[`export type * from ${from} with ${resolution};`, ...lines].join('\n')}\n`);
}
await Promise.all(entries.map(declareForRequire));
