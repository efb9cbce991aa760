import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { type DocumentName, documentPath } from '../../src/contract/document.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

// The linter takes one to two seconds on an idle machine.
const options = { timeout: 60_000 };

const textOf = (name: DocumentName): string => readFileSync(documentPath(name, 'yaml'), 'utf8');

/** Lints a document in a directory of its own, so that the linter finds no configuration of ours. */
function problemsOf(text: string): unknown {
  const cwd = temporaryDirectory({ 'openapi.yaml': text });
  const flags = ['--extends', 'recommended-strict', '--format', 'json'];
  const { stdout } = spawnSync(process.execPath, [redocly, 'lint', 'openapi.yaml', ...flags], { cwd, env });
  return JSON.parse(String(stdout)).problems;
}

it.each([...dialectNames, 'control'] as const)(
  'a lint that knows no rule of ours has nothing against the document of %s',
  options,
  (name) => {
    expect(problemsOf(textOf(name))).toEqual([]);
  },
);

it.each(dialectNames)('a lint finds a member that the errors of %s do not have', options, (dialect) => {
  const misspelt = textOf(dialect).replace(/^ *(?=message: An unknown error)/m, '$&mesage: Oh no\n$&');

  expect(problemsOf(misspelt)).toMatchObject([
    { ruleId: 'no-invalid-media-type-examples', message: expect.stringContaining('`mesage`') },
  ]);
});
