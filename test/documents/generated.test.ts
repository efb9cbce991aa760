import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> };

/** Every generated file of a folder, by name. */
function filesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory).filter((name) => /\.(ts|json)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(`${directory}/${name}`, 'utf8')]));
}

it('what is generated is what the documents say now', () => {
  const directory = temporaryDirectory();
  const env = {
    ...process.env,
    PATH: `${root}node_modules/.bin${delimiter}${process.env.PATH}`,
    REDOCLY_TELEMETRY: 'off',
  };

  for (const dialect of dialectNames) {
    const command = scripts[`generate:${dialect}`]?.replaceAll(' generated/', ` ${directory}/`) ?? '';
    execFileSync(command, { shell: true, cwd: root, env, stdio: 'pipe' });
  }

  expect(filesIn(directory)).toEqual(filesIn(`${root}generated`));
}, 60_000);
