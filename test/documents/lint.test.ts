import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { documentPath } from '../../src/contract/document.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/**
 * What a linter has against each document, in a directory of its own, so that it finds no configuration of ours. All are
 * linted by one process, whose start takes as long as a document.
 */
function lint(documents: Readonly<Record<string, string>>): Record<string, unknown> {
  const names = Object.keys(documents);
  const flags = ['--extends', 'recommended-strict', '--format', 'json'];
  const options = { cwd: temporaryDirectory(documents), env, encoding: 'utf8' } as const;
  const { stdout } = spawnSync(process.execPath, [redocly, 'lint', ...names, ...flags], options);
  // One report after another, in the order in which they are named.
  const reports = stdout.split(/^(?=\{)|(?<=^\})(?=\{)/m).map((report) => JSON.parse(report).problems);
  expect(reports).toHaveLength(names.length);
  return Object.fromEntries(names.map((name, index) => [name, reports[index]]));
}

it('a lint that knows no rule of ours has nothing against what is published, and finds a member that no error has', {
  timeout: 60_000,
}, () => {
  const names = [...dialectNames, 'control'] as const;
  const published = names.flatMap((name) =>
    (['yaml', 'json'] as const).map((format): [string, string] => [
      `${name}.${format}`,
      readFileSync(documentPath(name, format), 'utf8'),
    ]),
  );
  const workflows = dialectNames.map((dialect): [string, string] => [
    `${dialect}.arazzo.yaml`,
    readFileSync(documentPath(dialect, 'yaml').replace(/yaml$/, 'arazzo.yaml'), 'utf8'),
  ]);
  const misspelt = dialectNames.map((dialect): [string, string] => [
    `misspelt-${dialect}.yaml`,
    readFileSync(documentPath(dialect, 'yaml'), 'utf8').replace(
      /^ *(?=message: An unknown error)/m,
      '$&mesage: Oh no\n$&',
    ),
  ]);

  const problems = lint(Object.fromEntries([...published, ...workflows, ...misspelt]));

  for (const [name] of [...published, ...workflows]) expect.soft(problems[name], name).toEqual([]);
  for (const [name] of misspelt) {
    expect.soft(problems[name], name).toMatchObject([
      {
        ruleId: 'no-invalid-media-type-examples',
        message: expect.stringContaining('`mesage`'),
        location: [{ source: { ref: name } }],
      },
    ]);
  }
});
