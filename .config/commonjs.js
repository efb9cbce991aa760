// Makes what `require` finds of what the compiler wrote: one file for each entry of package.json, and types of their own.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { exports, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.entries(exports).filter(([, to]) => to.require);

/** One for which a default import is the function in ESM, and an object that has it as `default` in CommonJS. */
const bundled = 'openapi-fetch';

/** The documents stay files: a client reads its own on demand, and hardly any does. */
const documents = {
  name: 'documents',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/generated\/\w+\.json$/ }, ({ path }) => ({
      path: `../generated/${basename(path)}`,
      external: true,
    })),
};

await build({
  entryPoints: entries.map(([name, to]) => ({ in: to.import.default, out: name })),
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  external: Object.keys(dependencies).filter((name) => name !== bundled),
  plugins: [documents],
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  // Jest's default configuration has no `import()`.
  supported: { 'dynamic-import': false },
  // `createRequire` takes either.
  define: { 'import.meta.url': '__filename' },
  logLevel: 'warning',
});

// In a folder that says so, types are CommonJS's. No program lies there: it would not find the package it belongs to.
rmSync('dist/cjs', { recursive: true, force: true });
for (const folder of ['src', 'generated']) {
  const filter = (path) => !/\.\w+$/.test(path) || path.endsWith('.d.ts');
  cpSync(`dist/${folder}`, `dist/cjs/${folder}`, { recursive: true, filter });
}
// Written last: test/support/build.ts goes by its age.
writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');
