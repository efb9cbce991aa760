#!/usr/bin/env node
/** The command line: its commands, and how an error becomes a line and an exit code. */

import { Command, CommanderError } from 'commander';
import { CannotRun } from '../conformance/target/CannotRun.js';
import { packageVersion } from '../contract/document.js';
import { addCompare } from './compare.js';
import { addDocs } from './docs.js';
import { nearest } from './nearest.js';
import { addServe } from './serve.js';
import { inOneLine, reasonOf, UsageError } from './UsageError.js';
import { addVerify } from './verify.js';

const program = new Command('payment-intent-contract')
  .description('Canceling a PaymentIntent, as Stripe and as Chargefy speak it.')
  .version(packageVersion)
  .addHelpText('after', '\nHelp for one command: payment-intent-contract serve --help')
  .configureOutput({
    outputError: (text, write) =>
      write(`${inOneLine(withoutStrangers(withoutKeys(text).trim().replaceAll('\n', ' ')))}\n`),
  })
  .helpCommand(false)
  .exitOverride();
addServe(program);
addVerify(program);
addCompare(program);
addDocs(program);
program.command('help [command]').description('display help for command').action(help);

// No reader is left.
process.stderr.on('error', () => undefined);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader who leaves early, as `head` does, has read enough. Any other failure loses output.
  if (error.code !== 'EPIPE') throw error;
});

// Not awaited: what is packed is CommonJS.
program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Commander has written the message already.
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof UsageError) {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 2;
  } else if (error instanceof CannotRun) {
    process.stderr.write(`error: ${inOneLine(error.message)}\n`);
    process.exitCode = 3;
  } else {
    process.stderr.write(`error: ${inOneLine(reasonOf(error))}\n`);
    process.exitCode = 1;
  }
});

/** @throws UsageError when there is no such command; Commander's own help would show everything and leave the reader to guess. */
function help(name?: string): void {
  const command = name === undefined ? program : program.commands.find((known) => known.name() === name);
  if (command) command.help();
  const names = program.commands.map((known) => known.name());
  const near = nearest(name ?? '', names);
  throw new UsageError(
    `help ${name}: there is no such command; ${near ? `did you mean ${near}?` : `known are ${names.join(', ')}.`}`,
  );
}

/** Commander suggests words that have little more than their length in common. */
function withoutStrangers(text: string): string {
  const [, word = '', suggestions = ''] = /'(?:--)?([^']+)' \(Did you mean (?:one of )?(.+)\?\)$/.exec(text) ?? [];
  if (suggestions === '') return text;
  const known = suggestions.split(', ');
  const near = nearest(
    word,
    known.map((suggestion) => suggestion.replace(/^--/, '')),
  );
  const said = known.find((suggestion) => suggestion.replace(/^--/, '') === near);
  return text.replace(/ \(Did you mean .+$/, said ? ` (Did you mean ${said}?)` : '');
}

/** Commander repeats what it does not know, and a misspelled option can hold a key. */
function withoutKeys(text: string): string {
  return text.replace(/('-[^'=]*=)[^']*'/g, "$1…'").replace(/\b((?:sk|rk|pk|ch)_(?:test|live)_)\w+/g, '$1…');
}
