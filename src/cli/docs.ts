/** The command `docs`: writes the rendered pages. */

import { cpSync, existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { docsPath } from '../contract/document.js';
import { reasonOf, UsageError } from './UsageError.js';

export function addDocs(program: Command): void {
  program
    .command('docs')
    .description('write the rendered pages and their index to a folder, to open without a network')
    .option('--out <directory>', 'the folder, created when missing')
    .addHelpText('after', '\nExample:\n  $ payment-intent-contract docs --out ./docs')
    .action(({ out }: { out?: string }) => {
      // Commander would ask for it before it looks at options that it does not know.
      if (out === undefined) throw new UsageError('--out: say where to write the pages, as --out ./docs.');
      if (!existsSync(docsPath('index.html'))) {
        throw new UsageError('docs: the pages have not been rendered in this checkout; run `npm run docs` first.');
      }
      if (existsSync(out) && statSync(out).isFile())
        throw new UsageError(`--out ${out}: this is a file; name a folder.`);
      try {
        cpSync(docsPath('.'), out, { recursive: true });
      } catch (error) {
        throw new UsageError(`--out ${out}: can't write there (${reasonOf(error)}).`);
      }
      process.stdout.write(`${out}/index.html\n`);
    });
}
