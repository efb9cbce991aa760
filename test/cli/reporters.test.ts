import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openReporters, progressOn } from '../../src/cli/reporters.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

describe('reporters are refused', () => {
  const directory = () => temporaryDirectory();

  it.each([
    ['by an unknown name', ['xunit'], '--reporter xunit: unknown; known are pretty, json, junit, tap, ndjson, html.'],
    ['when two want standard output', ['json', 'tap'], '--reporter: only one can write to standard output; give the'],
    ['without the name of the file', ['junit='], '--reporter junit=: the file is missing; write junit=FILE.'],
  ])('%s', (_, values, why) => {
    expect(() => openReporters(values)).toThrow(UsageError);
    expect(() => openReporters(values)).toThrow(why);
  });

  it('when two want the same file', () => {
    const path = join(directory(), 'report');
    const values = [`junit=${path}`, `tap=${path}/../report`];
    expect(() => openReporters(values)).toThrow(
      new UsageError(`--reporter: two write to ${path}; give each a file of its own.`),
    );
  });

  it('when the file can not be written', () => {
    const path = join(directory(), 'no', 'report');
    expect(() => openReporters([`junit=${path}`])).toThrow(UsageError);
    expect(() => openReporters([`junit=${path}`])).toThrow(`--reporter junit=${path}: can't write the file (ENOENT`);
  });
});

describe('progress', () => {
  it('is shown on a terminal', () => {
    const written: string[] = [];
    const [reporter] = progressOn({ isTTY: true, columns: 80, write: (text) => written.push(`${text}`) > 0 });
    reporter?.onStart?.([]);
    expect(written).toEqual(['\r\x1b[2K0/0 ']);
  });

  it('is not shown elsewhere', () => {
    expect(progressOn({ isTTY: false, columns: 80, write: () => true })).toEqual([]);
  });
});
