import { readFileSync } from 'node:fs';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The blocks of code below a heading of the README, up to the next heading. */
export function codeBelow(heading: string): string[] {
  const [, below] = readme.split(new RegExp(`^#{2,} ${heading}\n`, 'm'));
  if (below === undefined) throw new Error(`The README has no heading ${heading}.`);
  const [section = ''] = below.split(/^#{2,} /m);
  return [...section.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
}
