// Makes generated/ from the documents: types and bundle of each.  node openapi/generate.js [directory]
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

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

async function generate(name) {
  const source = join(documents, `${name}.yaml`);
  await Promise.all([
    run('openapi-typescript', source, '--enum-values', '-o', join(directory, `${name}.ts`)),
    run('@redocly/cli', 'bundle', source, '-o', join(directory, `${name}.json`)),
  ]);
}

const names = readdirSync(documents)
  .filter((file) => file.endsWith('.yaml') && file !== 'redocly.yaml')
  .map((file) => file.slice(0, -'.yaml'.length));
await Promise.all(names.map(generate));
