import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every generated file of a folder, by name. */
function filesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory).filter((name) => /\.(ts|json)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(`${directory}/${name}`, 'utf8')]));
}

it('the generated files are those of the documents as they are now', () => {
  const directory = temporaryDirectory();

  execFileSync(process.execPath, ['openapi/generate.js', directory], { cwd: root, stdio: 'pipe' });

  expect(filesIn(directory)).toEqual(filesIn(`${root}generated`));
}, 60_000);
