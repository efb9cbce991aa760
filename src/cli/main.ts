#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { addDocs } from './docs.js';
import { addServe } from './serve.js';
import { reasonOf, UsageError } from './UsageError.js';

const { version } = createRequire(import.meta.url)('payment-intent-contract/package.json') as { version: string };
const program = new Command('payment-intent-contract')
  .description('Canceling a PaymentIntent, as Stripe and as Chargefy speak it.')
  .version(version)
  .configureOutput({ outputError: (text, write) => write(`${text.trim().replaceAll('\n', ' ')}\n`) })
  .exitOverride();
addServe(program);
addDocs(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has written the message already.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof UsageError) {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write(`error: ${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}
