/** The command `compare`: puts JSON reports of `verify` side by side. */

import { type Command, Option } from 'commander';
import type { ComparisonFormat } from '../conformance/report/compare.js';

const formats: readonly ComparisonFormat[] = ['markdown', 'html'];

export function addCompare(program: Command): void {
  program
    .command('compare')
    .description('put reports of several servers side by side: rules by servers, with what was not judged')
    .argument('<reports...>', 'files that verify --reporter json=FILE wrote')
    .addOption(new Option('--format <format>', 'how to write the table').choices(formats).default('markdown'))
    .addHelpText('after', '\nExample:\n  $ payment-intent-contract compare ours.json theirs.json > table.md')
    .action(async (paths: readonly string[], { format }: { format: ComparisonFormat }) => {
      const { comparisons } = await import('../conformance/report/compare.js');
      const { readReport } = await import('./readReport.js');
      process.stdout.write(comparisons[format](paths.map(readReport)));
    });
}
