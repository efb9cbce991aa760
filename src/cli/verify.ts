/** The command `verify` and its options. */

import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { type DialectName, dialectNames } from '../contract/dialect.js';
import { reporterNames } from './reporters.js';
import type { VerifyOptions } from './VerifyOptions.js';

const endings = `
Examples:
  $ payment-intent-contract verify stripe --url http://127.0.0.1:8080 --key sk_test_mine
  $ payment-intent-contract verify stripe --url http://127.0.0.1:8080 --key sk_test_mine --only 'stripe/cancel/*'
  $ payment-intent-contract verify stripe --url http://127.0.0.1:8080 --key sk_test_mine --arrange api --reporter junit=report.xml
  $ payment-intent-contract verify --explain stripe/cancel/already-canceled

Exit codes:
  0  conformant: every MUST was judged and passed, or has an exception (a SHOULD that is not met only warns)
  1  not conformant: a MUST failed, or an exception is stale
  2  an option is wrong
  3  inconclusive: a MUST was not judged; or the run broke: the target was not there, went away or is another API,
     arranging broke, or somebody stopped the run (Ctrl-C, SIGTERM). The report has what was judged until then

--exceptions names a JSON file: { "failing": { id: reason }, "notJudged": { glob: reason } }.
An entry of failing covers a check that may fail, and not the checks that follow it: they are not judged and need
entries of their own. An entry of notJudged covers checks that need not be judged, and no failure.
A stale entry fails the run: of failing, when the check passes; of notJudged, when all of its checks were judged.
`;

export function addVerify(program: Command): void {
  const key = (flags: string, description: string, variable: string) =>
    new Option(flags, description).env(`PAYMENT_INTENT_CONTRACT_${variable}`);

  program
    .command('verify')
    .description("check a server against the vendor's documentation")
    .addArgument(new Argument('[dialect]', 'the dialect of the server').choices(dialectNames))
    .option('--url <url>', 'base URL of the server, without /v1')
    .addOption(key('--key <key>', 'secret key of the test mode', 'KEY'))
    .addOption(key('--other-key <key>', 'secret key of another organization, in test mode', 'OTHER_KEY'))
    .addOption(key('--publishable-key <key>', 'publishable key, Stripe only', 'PUBLISHABLE_KEY'))
    .addOption(key('--live-key <key>', 'secret key of the live mode', 'LIVE_KEY'))
    .option(
      '--arrange <way>',
      'where intents come from: fixtures (POST /_fixtures/payment_intents), api (Stripe’s own, test mode), ids:FILE (JSON, from status to a list of ids), or a module whose default export is async ({ status, dialect, key, options, fetch }) => ({ id })',
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
    .option('--only <glob>', 'run matching checks and their prerequisites')
    .addOption(
      new Option('--skip <glob>', 'do not run matching checks, which count as not judged; repeatable')
        .argParser((value: string, earlier: readonly string[]) => [...earlier, value])
        .default([], 'none'),
    )
    .option('--list', 'list the checks and exit')
    .option('--needs', 'list the intents that the checks need and exit')
    .option('--explain <id>', 'say where a check comes from and exit')
    .option('--seed <number>', 'seed of the generated cases (default: a random one, which is reported)', whole(0))
    .option('--timeout <ms>', 'time for one request, and for arranging one intent', whole(1), 10_000)
    .option('--rate <number>', 'at most so many requests a second, arranging included', whole(1))
    .addOption(
      new Option('--header <line>', 'a header of every request, arranging included, as "Name: value"; repeatable')
        .argParser((value: string, earlier: readonly string[]) => [...earlier, value])
        .default([], 'none'),
    )
    .option('--insecure', 'take any TLS certificate of the target')
    .option('--cert <file>', 'client certificate for TLS, in PEM; with --cert-key')
    .option('--cert-key <file>', 'private key of that certificate, in PEM')
    .option(
      '--webhook-listen <port>',
      'receive webhooks of the target on this port of 127.0.0.1, and check them (0: a free one, which is printed)',
      whole(0, 65_535),
    )
    .option('--webhook-secret <secret>', 'signs these webhooks (env: PAYMENT_INTENT_CONTRACT_WEBHOOK_SECRET)')
    .option(
      '--allow-live',
      'take live keys and keys of the wrong kind; on loopback, only --key and --other-key need it',
    )
    .option('--exceptions <file>', 'JSON that says which checks may fail, and which need not be judged; see below')
    .option('--strict', 'let a SHOULD count as a MUST does')
    .option('--concurrency <number>', 'checks at the same time', whole(1), 4)
    .addHelpText('after', endings)
    .action(async (dialect: DialectName | undefined, options: VerifyOptions) => {
      // Loaded when it runs, so that the other commands don't wait for every check.
      const { runVerify } = await import('./runVerify.js');
      await runVerify(dialect, options);
    });
}

function whole(least: number, most = 2 ** 31 - 1): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d{1,10}$/.test(value) || number < least || number > most) {
      throw new InvalidArgumentError(`A whole number from ${least} to ${most}.`);
    }
    return number;
  };
}
