import { readFileSync } from 'node:fs';
import type { DialectName } from '../../../src/contract/dialect.js';

/** The checks that find fault with each mutant of a dialect or can't be run for it, by the title of its test. */
export function recordedVerdicts(dialect: DialectName): ReadonlyMap<string, readonly Verdict[]> {
  const groups = ['cancel', 'requests'].map((group) => `__snapshots__/${dialect}-${group}.test.ts.snap`);
  const text = groups.map((path) => readFileSync(new URL(path, import.meta.url), 'utf8')).join('');
  const tests = text.matchAll(/^exports\[`(.+) 1`\] = `\n([\s\S]*?)\n`;$/gm);
  return new Map(Array.from(tests, ([, title = '', body = '']) => [title, verdictsIn(body)]));
}

export interface Verdict {
  readonly kind: 'red' | 'blocked';
  readonly check: string;
}

function verdictsIn(body: string): Verdict[] {
  return Array.from(body.matchAll(/"(red|blocked) +(\S+)"/g), ([, kind, check = '']) => ({
    kind: kind as Verdict['kind'],
    check,
  }));
}
