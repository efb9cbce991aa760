import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readJson } from '../../src/cli/readJson.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const file = (text: string) => join(temporaryDirectory({ 'file.json': text }), 'file.json');
const long = `"${'x'.repeat(500)}"`;

it.each([
  ['a comma too many', '{\n  "a": 1,\n}', 'line 3, column 1'],
  ['a missing comma', '[1 2]', 'line 1, column 4'],
  ['a word', 'none', 'line 1, column 2'],
  ['a word among values', '{"a": 1,\r\n "b": nope}', 'line 2, column 8'],
  ['a comment after much else', `[${long},\n${long},\n  // more\n]`, 'line 3, column 3'],
  ['something after its end', '[]\n[]', 'line 2, column 1'],
  ['no end', '{"a":\n', 'line 2, column 1'],
  ['a line break in a text', '["a\nb"]', 'line 1, column 4'],
  ['nothing', '', 'line 1, column 1'],
])('a file with %s is refused with the place', (_, text, place) => {
  const path = file(text);
  expect(() => readJson('--seed', path)).toThrow(
    new UsageError(`--seed ${path}: the file is not valid JSON at ${place}.`),
  );
});

it('a file is named as the option has it', () => {
  expect(() => readJson('--arrange', 'no.json', 'ids:no.json')).toThrow(/^--arrange ids:no\.json: can't read the file/);
});
