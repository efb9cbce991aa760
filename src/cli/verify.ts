import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import picomatch from 'picomatch';
import { CannotRun } from '../conformance/CannotRun.js';
import { checksOf } from '../conformance/checks.js';
import { conclude } from '../conformance/conclude.js';
import { toHar } from '../conformance/har.js';
import { verify } from '../conformance/verify.js';
import { type DialectName, dialectNames } from '../contract/dialect.js';
import { explainCheck, listChecks } from './explain.js';
import { readKnownFailing } from './knownFailing.js';
import { outputFile } from './outputFile.js';
import { openReporters, reporterNames } from './reporters.js';
import { readTarget, type TargetOptions } from './target.js';
import { reasonOf, UsageError } from './UsageError.js';

const exitCodes = { conformant: 0, 'not conformant': 1, inconclusive: 3 };

const endings = `
Exit codes:
  0  conformant: no MUST failed (a SHOULD that is not met only warns)
  1  not conformant: a MUST failed, or a check on the known-failing list passed
  2  usage
  3  could not run: the target is not there or is something else, nothing was judged, or arranging broke
`;

interface VerifyOptions extends TargetOptions {
  readonly reporter: readonly string[];
  readonly har?: string;
  readonly only?: string;
  readonly list?: true;
  readonly explain?: string;
  readonly seed?: number;
  readonly timeout: number;
  readonly knownFailing?: string;
  readonly concurrency: number;
}

export function addVerify(program: Command): void {
  const key = (flags: string, description: string, variable: string) =>
    new Option(flags, description).env(`PAYMENT_INTENT_CONTRACT_${variable}`);

  program
    .command('verify')
    .description('judge an implementation by what the vendor says, sentence by sentence')
    .addArgument(new Argument('[dialect]', 'what it speaks').choices(dialectNames))
    .option('--url <url>', 'where it is: the base URL, without /v1')
    .addOption(key('--key <key>', 'secret key of the test mode', 'KEY'))
    .addOption(key('--other-key <key>', 'secret key of another organization, in test mode', 'OTHER_KEY'))
    .addOption(key('--publishable-key <key>', 'publishable key, Stripe only', 'PUBLISHABLE_KEY'))
    .addOption(key('--live-key <key>', 'secret key of the live mode', 'LIVE_KEY'))
    .option(
      '--arrange <way>',
      'where intents come from: fixtures (POST /_fixtures/payment_intents), api (Stripe’s own, test mode), ids:FILE (JSON, from status to a list of ids), or a module whose default export is async ({ status, dialect, key, options }) => ({ id })',
      'fixtures',
    )
    .addOption(
      new Option(
        '--reporter <name[=file]>',
        `${reporterNames.join(', ')}; repeatable; without a file to standard output`,
      )
        .argParser((value: string, earlier: readonly string[]) => [...earlier, value])
        .default([], 'pretty to standard output, unless another writes there'),
    )
    .option('--har <file>', 'write all traffic there, without secrets')
    .option('--only <glob>', 'run the checks whose id matches, and those they follow')
    .option('--list', 'list the checks instead')
    .option('--explain <id>', 'say where a check comes from instead')
    .option('--seed <number>', 'seed of the generated cases (default: a random one, which is reported)', whole(0))
    .option('--timeout <ms>', 'time for one check', whole(1), 10_000)
    .option('--known-failing <file>', 'JSON, from the id of a check to the reason why it may fail; it must not pass')
    .option('--concurrency <number>', 'checks at the same time', whole(1), 4)
    .addHelpText('after', endings)
    .action((dialect: DialectName | undefined, options: VerifyOptions) =>
      run(dialect, options, program.version() ?? ''),
    );
}

async function run(dialect: DialectName | undefined, options: VerifyOptions, version: string): Promise<void> {
  const { only, explain, list } = options;
  if (only === '') throw new UsageError('--only: an empty pattern matches nothing; see --list.');
  const select = only === undefined ? () => true : picomatch(only);
  if (explain !== undefined) process.stdout.write(explainCheck(explain));
  else if (list) process.stdout.write(listChecks(dialect ? [dialect] : dialectNames, select));
  else if (dialect) await judge(dialect, select, options, version);
  else throw new UsageError(`verify: say what the implementation speaks, ${dialectNames.join(' or ')}.`);
}

async function judge(
  dialect: DialectName,
  select: (id: string) => boolean,
  options: VerifyOptions,
  version: string,
): Promise<void> {
  const { seed, timeout, concurrency } = options;
  const target = await readTarget(options);
  const ids = dialectNames.flatMap(checksOf).map(({ id }) => id);
  const knownFailing = options.knownFailing === undefined ? undefined : readKnownFailing(options.knownFailing, ids);
  const reporter = openReporters(options.reporter);
  const writeHar = options.har === undefined ? undefined : outputFile(options.har, `--har ${options.har}`);
  // Node would end with 1, which is a verdict.
  process.once('uncaughtException', (error) => {
    process.stderr.write(`error: ${reasonOf(error)}\n`);
    process.exit(exitCodes.inconclusive);
  });
  try {
    const report = await verify(dialect, target, {
      select,
      timeoutMs: timeout,
      concurrency,
      ...(seed !== undefined && { seed }),
      ...(knownFailing && { knownFailing }),
      onStart: reporter.onStart,
      onResult: reporter.onResult,
    });
    reporter.onEnd(report);
    writeHar?.(JSON.stringify(toHar(report, version)));
    process.exitCode = exitCodes[conclude(report.results).outcome];
  } catch (error) {
    // Whatever it was, it was no verdict.
    throw error instanceof CannotRun ? error : new CannotRun(reasonOf(error));
  }
}

function whole(least: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d{1,10}$/.test(value) || number < least || number >= 2 ** 31) {
      throw new InvalidArgumentError(`A whole number from ${least} to ${2 ** 31 - 1}.`);
    }
    return number;
  };
}
