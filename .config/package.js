// Makes what is packed of what the compiler wrote into dist/src: programs for `import` in dist/esm, for `require` in dist/cjs,
// and in dist/types those declarations that an entry of package.json reaches.
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { exports, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.entries(exports).flatMap(([name, to]) => {
  if (!to.import) return [];
  const { types } = to.import;
  return [{ name, ...to, source: types.replace('/dist/types/', '/dist/').replace(/\.d\.ts$/, '.js') }];
});
/** For pages, too: a program of each format, with nothing of the other. */
const clients = entries.filter(({ source }) => source.startsWith('./dist/src/client/'));
/** For Node alone: with the command line one program of CommonJS, since each would have most of the others in it. */
const others = entries.filter((entry) => !clients.includes(entry));

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
const cjs = {
  ...options,
  format: 'cjs',
  // `createRequire` takes either.
  define: { 'import.meta.url': '__filename' },
};
const entryPoints = clients.map(({ name, source }) => ({ in: source, out: name }));

await build({
  ...options,
  entryPoints,
  outdir: 'dist/esm',
  external: Object.keys(dependencies),
  format: 'esm',
  splitting: true,
});

/** One for which a default import is the function in ESM, and an object that has it as `default` in CommonJS. */
const bundled = 'openapi-fetch';

await build({
  ...cjs,
  entryPoints,
  outdir: 'dist/cjs',
  outExtension: { '.js': '.cjs' },
  external: Object.keys(dependencies).filter((name) => name !== bundled),
  // Jest's default configuration has no `import()`.
  supported: { 'dynamic-import': false },
});

/** By its name, how to load a part of the one program. */
const parts = {
  cli: './dist/src/cli/main.js',
  ...Object.fromEntries(others.map(({ name, source }) => [name, source])),
};

await build({
  ...cjs,
  stdin: {
    contents: Object.entries(parts)
      .map(([name, source]) => `exports[${JSON.stringify(name)}] = () => require(${JSON.stringify(source)});`)
      .join('\n'),
    resolveDir: '.',
  },
  outfile: 'dist/cjs/node.cjs',
  external: Object.keys(dependencies),
});
// An `import` of CommonJS looks for its names first, in 80 ms.
writeFileSync(
  'dist/esm/cli.js',
  `#!/usr/bin/env node\nimport { createRequire } from 'node:module';\n\ncreateRequire(import.meta.url)('../cjs/node.cjs').cli();\n`,
);
chmodSync('dist/esm/cli.js', 0o755);
for (const { name, import: esm, require: required } of others) {
  writeFileSync(required.default, `module.exports = require('./node.cjs')['${name}']();\n`);
  const names = Object.keys(createRequire(import.meta.url)(`../${required.default}`)).join(', ');
  const load = `import node from '../cjs/node.cjs';\n\nexport const { ${names} } = node['${name}']();\n`;
  writeFileSync(esm.default, load);
}

const reached = new Set();
function reach(path) {
  if (reached.has(path)) return;
  reached.add(path);
  cpSync(path, path.replace(/^dist/, 'dist/types'));
  for (const [, file] of readFileSync(path, 'utf8').matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.js['"]/g)) {
    reach(join(dirname(path), `${file}.d.ts`));
  }
}
for (const { source } of entries) reach(join(source.replace(/\.js$/, '.d.ts')));

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
