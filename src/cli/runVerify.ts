/** Runs `verify`: checks, lists or explains. */

import picomatch from 'picomatch';
import { suites } from '../conformance/checks/suites.js';
import { toHar } from '../conformance/report/har.js';
import { conclude } from '../conformance/run/conclude.js';
import { verify } from '../conformance/run/verify.js';
import { CannotRun } from '../conformance/target/CannotRun.js';
import { type DialectName, dialectNames } from '../contract/dialect.js';
import { readExceptions } from './exceptions.js';
import { explainCheck, listChecks } from './explain.js';
import { nearestGlob } from './nearest.js';
import { listNeeds } from './needs.js';
import { outputFile } from './outputFile.js';
import { openReceiver } from './receiver.js';
import { openReporters } from './reporters.js';
import { stopSignal } from './stopSignal.js';
import { readTarget } from './target.js';
import { inOneLine, reasonOf, UsageError } from './UsageError.js';
import type { VerifyOptions } from './VerifyOptions.js';

const exitCodes = { conformant: 0, 'not conformant': 1, inconclusive: 3 };

/** Judges, lists or explains, as the options say. */
export async function runVerify(dialect: DialectName | undefined, options: VerifyOptions): Promise<void> {
  const { only, skip, explain, list, needs } = options;
  if (only !== undefined) expectMatch('--only', only, dialect ? [dialect] : dialectNames);
  for (const glob of skip) expectMatch('--skip', glob, dialectNames);
  const select = only === undefined ? () => true : picomatch(only);
  if (explain !== undefined) print(explainCheck(explain));
  else if (list) print(listChecks(dialect ? [dialect] : dialectNames, select));
  else if (needs) print(listNeeds(dialect ? [dialect] : dialectNames, select));
  else if (dialect) await judge(dialect, select, options);
  else throw new UsageError(`verify: name the dialect of the server, ${dialectNames.join(' or ')}.`);
}

/** @throws UsageError when a pattern matches no id of the dialects, naming one that does. */
function expectMatch(option: string, glob: string, dialects: readonly DialectName[]): void {
  if (glob === '') throw new UsageError(`${option}: an empty pattern matches nothing; see --list.`);
  const ids = dialects.flatMap((name) => suites[name].checks.map(({ id }) => id));
  const matches = picomatch(glob);
  if (ids.some((id) => matches(id))) return;
  const near = nearestGlob(glob, ids);
  const help = near ? `did you mean ${near}?` : 'see --list.';
  throw new UsageError(`${option} ${glob}: no check of ${dialects.join(' or ')} has such an id; ${help}`);
}

function print(text: string): void {
  // Node would end with 1, which is a verdict.
  process.once('uncaughtException', (error) => {
    process.stderr.write(`error: ${inOneLine(reasonOf(error))}\n`);
    process.exit(exitCodes.inconclusive);
  });
  process.stdout.write(text);
}

async function judge(dialect: DialectName, select: (id: string) => boolean, options: VerifyOptions): Promise<void> {
  const { seed, timeout, concurrency } = options;
  const stop = stopSignal();
  const target = await readTarget(dialect, options);
  const ids = Object.values(suites).flatMap(({ checks }) => checks.map(({ id }) => id));
  const exceptions = options.exceptions === undefined ? undefined : readExceptions(options.exceptions, ids);
  const reporter = openReporters(options.reporter);
  const receiver = await openReceiver(dialect, options, process.env);
  if (receiver) process.stderr.write(`Webhooks are received on ${receiver.url}\n`);
  const writeHar = options.har === undefined ? undefined : outputFile(options.har, `--har ${options.har}`);
  try {
    const report = await verify(dialect, receiver ? { ...target, webhooks: receiver.webhooks } : target, {
      select,
      timeoutMs: timeout,
      concurrency,
      signal: stop.signal,
      ...(seed !== undefined && { seed }),
      ...(exceptions && { exceptions }),
      ...(options.skip.length > 0 && { skip: picomatch([...options.skip]) }),
      ...(options.strict && { strict: true }),
      onStart: reporter.onStart,
      onResult: reporter.onResult,
    });
    try {
      reporter.onEnd(report);
    } finally {
      writeHar?.(JSON.stringify(toHar(report)));
    }
    const { stopped } = report;
    if (stopped !== undefined) throw new CannotRun(stopped);
    process.exitCode = exitCodes[conclude(report.results).outcome];
  } catch (error) {
    // Any other error is no verdict either.
    throw error instanceof CannotRun ? error : new CannotRun(reasonOf(error));
  } finally {
    stop.done();
    await receiver?.webhooks.close();
  }
}
