// Makes generated/ from the documents: types and bundle of each, and the client digest of each dialect.  node openapi/generate.js [directory]
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { digestOf } from './digest.js';

const require = createRequire(import.meta.url);
const documents = fileURLToPath(new URL('.', import.meta.url));
const [directory = join(documents, '../generated')] = process.argv.slice(2);
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** Runs the command of a package. */
function run(name, ...options) {
  const manifest = require.resolve(`${name}/package.json`);
  const [script] = Object.values(require(manifest).bin);
  return promisify(execFile)(process.execPath, [join(dirname(manifest), script), ...options], { env });
}

const notice = '// This file was made by openapi/generate.js. Do not make direct changes to the file.';

async function generate(name) {
  const source = join(documents, `${name}.yaml`);
  await Promise.all([
    run('openapi-typescript', source, '--enum-values', '-o', join(directory, `${name}.ts`)),
    run('@redocly/cli', 'bundle', source, '-o', join(directory, `${name}.json`)),
  ]);
  // The control of the reference server is no dialect and has no client.
  if (name === 'control') return;
  const digest = digestOf(JSON.parse(await readFile(join(directory, `${name}.json`), 'utf8')));
  const text = `${notice}\n\nexport const digest = ${JSON.stringify(digest, null, 2)} as const;\n`;
  await writeFile(join(directory, `${name}.client.ts`), text);
}

const names = readdirSync(documents)
  .filter((file) => file.endsWith('.yaml') && file !== 'redocly.yaml')
  .map((file) => file.slice(0, -'.yaml'.length));
await Promise.all(names.map(generate));
