#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addDocs } from './docs.js';
import { addServe } from './serve.js';
import { reasonOf, UsageError } from './UsageError.js';

const program = new Command('payment-intent-contract')
  .description('Canceling a PaymentIntent, as Stripe and as Chargefy speak it.')
  .showSuggestionAfterError()
  .exitOverride();
addServe(program);
addDocs(program);
for (const command of program.commands) command.exitOverride().showSuggestionAfterError();

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
