/** The reporters that `--reporter` names, and where they write. */

import { fstatSync } from 'node:fs';
import { resolve } from 'node:path';
import picocolors from 'picocolors';
import { progress } from '../conformance/report/progress.js';
import type { Reporter, Sink } from '../conformance/report/Reporter.js';
import { type ReporterName, reporters } from '../conformance/report/reporters.js';
import { outputFile } from './outputFile.js';
import { UsageError } from './UsageError.js';

export const reporterNames = Object.keys(reporters) as ReporterName[];

/** Opens what each `--reporter NAME[=FILE]` names, as one. Without one for standard output, `pretty` has it. */
export function openReporters(values: readonly string[]): Required<Reporter> {
  const wanted = values.map(parse);
  const onStdout = wanted.filter(({ path }) => path === undefined);
  if (onStdout.length > 1) {
    throw new UsageError('--reporter: only one can write to standard output; give the others a file, as junit=FILE.');
  }
  if (onStdout.length === 0) wanted.unshift({ name: 'pretty', path: undefined });
  const paths = wanted.flatMap(({ path }) => (path === undefined ? [] : [resolve(path)]));
  const twice = paths.find((path, index) => paths.indexOf(path) < index);
  if (twice !== undefined) throw new UsageError(`--reporter: two write to ${twice}; give each a file of its own.`);
  const named = wanted.map(({ name, path }) => reporters[name](path === undefined ? stdout() : file(name, path)));
  // Lines that go through a pipe, as to `tee`, may reach the same terminal. Otherwise progress comes first, so that its line is gone when the others write to the same terminal.
  const isPiped = named.some(({ onResult }) => onResult) && fstatSync(process.stdout.fd).isFIFO();
  return together([...(isPiped ? [] : progressOn(process.stderr)), ...named]);
}

/** A line of progress for long runs, on a terminal. */
export function progressOn(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>): Reporter[] {
  const columns = columnsOf(stream);
  return columns === undefined ? [] : [progress({ columns, write: (text) => stream.write(text) })];
}

/** A reporter that fails, for lack of a disk or by its own fault, keeps no other from writing. */
function together(all: readonly Reporter[]): Required<Reporter> {
  const failures = new Map<Reporter, unknown>();
  function tell(what: (reporter: Reporter) => void): void {
    for (const reporter of all.filter((candidate) => !failures.has(candidate))) {
      try {
        what(reporter);
      } catch (error) {
        failures.set(reporter, error);
      }
    }
  }
  return {
    onStart: (checks) => tell((reporter) => reporter.onStart?.(checks)),
    onResult: (result) => tell((reporter) => reporter.onResult?.(result)),
    /** @throws what the first failure threw, when all others have written. */
    onEnd: (report) => {
      tell((reporter) => reporter.onEnd(report));
      if (failures.size > 0) throw [...failures.values()][0];
    },
  };
}

function parse(value: string): { name: ReporterName; path: string | undefined } {
  const [given, ...rest] = value.split('=');
  const name = reporterNames.find((known) => known === given);
  if (!name) throw new UsageError(`--reporter ${given}: unknown; known are ${reporterNames.join(', ')}.`);
  const path = rest.length === 0 ? undefined : rest.join('=');
  if (path === '') throw new UsageError(`--reporter ${name}=: the file is missing; write ${name}=FILE.`);
  return { name, path };
}

function file(name: string, path: string): Sink {
  return { write: outputFile(path, `--reporter ${name}=${path}`), colors: false };
}

function stdout(): Sink {
  return {
    write: (text) => process.stdout.write(text),
    columns: columnsOf(process.stdout),
    colors: picocolors.isColorSupported,
  };
}

function columnsOf({ isTTY, columns }: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>): number | undefined {
  // A terminal of unknown width has none.
  return isTTY && process.env.TERM !== 'dumb' ? columns || 80 : undefined;
}
