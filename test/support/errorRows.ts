import { readFileSync } from 'node:fs';
import type { DialectName } from '../../src/contract/dialect.js';
import { docsPath } from '../../src/contract/document.js';

/** A row of the table of errors, as the page of a dialect shows it. */
export interface ErrorRow {
  /** The code in backticks, or what the page says of an error that has none. */
  readonly code: string;
  readonly status: string;
  readonly means: string;
  readonly remedy: string;
  readonly retry: string;
}

export function errorRows(dialect: DialectName): ErrorRow[] {
  const page = readFileSync(docsPath(`${dialect}-errors.md`), 'utf8');
  const [, table = ''] = /\n\|---.*?\n(.*?)\n\n/s.exec(page) ?? [];
  return table.split('\n').map((line) => {
    const [code = '', status = '', means = '', remedy = '', retry = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { code, status, means, remedy, retry };
  });
}
