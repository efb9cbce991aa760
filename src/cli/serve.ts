import { type Command, InvalidArgumentError, Option } from 'commander';
import { type DialectName, dialectNames } from '../contract/dialect.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export interface ServeOptions {
  readonly host: string;
  readonly stripePort: number;
  readonly chargefyPort: number;
  readonly database?: string;
  readonly keys?: string;
  readonly seed?: string;
  readonly fixtures: boolean;
  readonly logLevel: string;
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('run the reference server of one dialect, or of both')
    .argument('[dialect]', dialectNames.join(' or '), dialectName)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--stripe-port <number>', 'port of the Stripe dialect, 0 for a free one', port, 4010)
    .option('--chargefy-port <number>', 'port of the Chargefy dialect, 0 for a free one', port, 4020)
    .option(
      '--database <url>',
      'where intents are kept: file:PATH, memory: or postgres://USER:PASSWORD@HOST/DATABASE (default: the environment variable DATABASE_URL, or file:payment-intents.db)',
    )
    .option(
      '--keys <file>',
      'API keys, a JSON array of {"key", "organization"}; required on any other host than loopback',
    )
    .option('--seed <file>', 'intents to start with, a JSON object {"stripe": [...], "chargefy": [...]}')
    .option('--no-fixtures', 'do not offer POST /_fixtures/payment_intents')
    .addOption(new Option('--log-level <level>', 'least level to log').choices(logLevels).default('info'))
    .action(async (dialect: DialectName | undefined, options: ServeOptions) => {
      // Loaded when it runs, so that the other commands don't wait for a web server and a database.
      const { serve } = await import('./runServe.js');
      await serve(dialect, options);
    });
}

function dialectName(value: string): DialectName {
  const name = dialectNames.find((known) => known === value);
  if (!name) throw new InvalidArgumentError(`Known dialects are ${dialectNames.join(' and ')}.`);
  return name;
}

function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return Number(value);
}
