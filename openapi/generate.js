// Makes generated/ from the documents: types and bundle of each, and the client digest of each dialect.  node openapi/generate.js [directory]
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import openapiTypescript, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { digestOf } from './digest.js';
import { documentsIn, env, folder, redocly } from './documents.js';

const [directory = join(folder, '../generated')] = process.argv.slice(2);

const notice = '// This file was made by openapi/generate.js. Do not make direct changes to the file.';

const names = documentsIn(folder);
const sourceOf = (name) => join(folder, `${name}.yaml`);

/** One process for all: its start takes longer than a document. */
async function bundle() {
  const options = ['bundle', ...names.map(sourceOf), '-o', directory, '--ext', 'json'];
  await promisify(execFile)(process.execPath, [redocly, ...options], { env });
}

/**
 * A schema refers to another by its name, because that is what editors and the compiler show of a member. A block quote gets
 * quotation marks: editors run the lines of a comment together, and a `>` then stands in the middle of a sentence.
 */
async function writeTypes(name) {
  const named = { rootTypes: true, rootTypesNoSchemaPrefix: true, rootTypesKeepCasing: true };
  const types = await openapiTypescript(pathToFileURL(sourceOf(name)), { enumValues: true, ...named });
  const text = astToString(types)
    .replace(/\bcomponents\["schemas"\]\["(\w+)"\]/g, '$1')
    // The other components get names as well, which nothing uses.
    .replace(/^export type \w+ = components\['(?!schemas)\w+'\].*\n/gm, '')
    .replace(/^(\s*(?:\/\*)?\* +(?:@description )?)> (.+?)( \*\/)?$/gm, '$1“$2”$3')
    .replace(/^(\s*\*) +>$/gm, '$1');
  await writeFile(join(directory, `${name}.ts`), COMMENT_HEADER + text);
}

async function writeDigest(name) {
  const digest = digestOf(JSON.parse(await readFile(join(directory, `${name}.json`), 'utf8')));
  const text = `${notice}\n\nexport const digest = ${JSON.stringify(digest, null, 2)} as const;\n`;
  await writeFile(join(directory, `${name}.client.ts`), text);
}

await Promise.all([bundle(), ...names.map(writeTypes)]);
// The control of the reference server is no dialect and has no client.
await Promise.all(names.filter((name) => name !== 'control').map(writeDigest));
