/** The command `serve` and its options. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { contractFor } from '../contract/contracts.js';
import { type DialectName, dialectNames } from '../contract/dialect.js';
import { endOfTime } from '../domain/Clock.js';
import type { ClockOption } from './clock.js';
import { logFormats } from './logFormat.js';
import type { ServeOptions } from './ServeOptions.js';
import { UsageError } from './UsageError.js';

const examples = `
Examples:
  $ payment-intent-contract serve
      both dialects; intents are kept in payment-intents.db
  $ payment-intent-contract serve stripe --port 4242 --database memory:
      Stripe alone; its intents are gone when it ends
  $ payment-intent-contract serve stripe --clock stopped --webhook-url http://127.0.0.1:3000/webhooks --webhook-secret whsec_test
      time stands still, and your application receives events
`;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

type Given = Omit<ServeOptions, 'ports'> & { readonly fixtures: boolean } & Readonly<
    Record<`${DialectName}Port`, number>
  >;

export function addServe(program: Command): void {
  const command = program
    .command('serve')
    .description('run the reference server of one dialect, or of both')
    .argument('[dialect]', dialectNames.join(' or '), dialectName)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port of the only dialect that is served, 0 for a free one', port);
  for (const name of dialectNames) {
    command.option(
      `--${name}-port <number>`,
      `port of the ${name} dialect, 0 for a free one`,
      port,
      documentedPort(name),
    );
  }
  command
    .option(
      '--database <url>',
      'where intents are kept: file:PATH, memory: or postgres://USER:PASSWORD@HOST/DATABASE (default: the environment variable DATABASE_URL, or file:payment-intents.db)',
    )
    .option(
      '--keys <file>',
      'API keys, a JSON array of {"key", "organization"}; required on any other host than loopback',
    )
    .option(
      '--seed <file>',
      `intents to start with, a JSON object {${dialectNames.map((name) => `"${name}": [...]`).join(', ')}}, or Stripe's intents or events alone`,
    )
    .option(
      '--clock <time>',
      'real: time passes; stopped: it stands still; Unix seconds: it stands still there (default: as the database has it, real in a new one)',
      clockOption,
    )
    .option(
      '--no-control',
      'do not offer /_fixtures, /_clock, /_faults, /_requests, /_webhooks, /_events, /_delivery_faults, /_reset and /_3ds, with which tests control the server',
    )
    .addOption(new Option('--no-fixtures', 'the same as --no-control').hideHelp())
    .option('--allow-reset', 'let POST /_reset empty the database, even one that is not memory:')
    .option('--webhook-url <url>', 'where to send events, http: or https:, for each dialect that is served')
    .option(
      '--webhook-secret <secret>',
      'secret that signs the deliveries (default: the environment variable WEBHOOK_SECRET)',
    )
    .option(
      '--webhooks <file>',
      `webhooks, a JSON object {${dialectNames.map((name) => `"${name}": [{"url", "secret", "types"?, "timeout"?}]`).join(', ')}}`,
    )
    .option('--allow-remote-webhooks', 'let events leave this machine')
    .addOption(new Option('--log-level <level>', 'lowest level to log').choices(logLevels).default('info'))
    .addOption(
      new Option(
        '--log-format <format>',
        'how to log to standard error (default: pretty on a terminal, json elsewhere)',
      ).choices(logFormats),
    )
    .option('--exit-with-parent', 'stop when the process that started this one ends, as npx does when it is killed')
    .addHelpText('after', examples)
    .action(async (dialect: DialectName | undefined, options: Given) => {
      const stranger = dialectNames.find((name) => dialect && name !== dialect && isGiven(command, `${name}Port`));
      if (stranger)
        throw new UsageError(`--${stranger}-port: only ${dialect} is served; leave it out, or leave out ${dialect}.`);
      if (options.port !== undefined) expectAlone(dialect, command);
      // Loaded when it runs, so that the other commands don't wait for a web server and a database.
      const { serve } = await import('./runServe.js');
      const ports = Object.fromEntries(dialectNames.map((name) => [name, options.port ?? options[`${name}Port`]]));
      const control = options.control && options.fixtures;
      await serve(dialect, { ...options, control, ports: ports as ServeOptions['ports'] });
    });
}

/** @throws UsageError when `--port` could be the port of another dialect, or is given twice. */
function expectAlone(dialect: DialectName | undefined, command: Command): void {
  if (!dialect) {
    const options = dialectNames.map((name) => `--${name}-port`).join(' and ');
    throw new UsageError(
      `--port: it needs a single dialect; name one, as serve ${dialectNames[0]}, or give ${options}.`,
    );
  }
  if (isGiven(command, `${dialect}Port`)) {
    throw new UsageError(`--port: --${dialect}-port sets it already; leave one of them out.`);
  }
}

function isGiven(command: Command, option: string): boolean {
  return command.getOptionValueSource(option) === 'cli';
}

/** The port that a dialect's document gives its reference server. */
function documentedPort(dialect: DialectName): number {
  const urls = contractFor(dialect).servers.map((url) => new URL(url));
  return Number(urls.find(({ hostname }) => hostname === '127.0.0.1')?.port);
}

function dialectName(value: string): DialectName {
  const name = dialectNames.find((known) => known === value);
  if (!name) throw new InvalidArgumentError(`Known dialects are ${dialectNames.join(' and ')}.`);
  return name;
}

function clockOption(value: string): ClockOption {
  if (value === 'real' || value === 'stopped') return value;
  if (/^\d{1,12}$/.test(value) && Number(value) * 1000 <= endOfTime) return Number(value);
  throw new InvalidArgumentError('A time is real, stopped or a number of Unix seconds.');
}

function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return Number(value);
}
