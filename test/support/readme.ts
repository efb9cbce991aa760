import { readdirSync, readFileSync } from 'node:fs';
import { fencesIn } from './fences.js';

const root = new URL('../../', import.meta.url);
const names = readdirSync(new URL('.github', root)).filter((name) => name.endsWith('.md'));

/** The README and the pages it leads to, by their paths. */
export const pages: ReadonlyMap<string, string> = new Map(
  ['README.md', ...names.map((name) => `.github/${name}`)].map((path) => [
    path,
    readFileSync(new URL(path, root), 'utf8'),
  ]),
);

/** The blocks of code below a heading of these pages, up to the next heading. Only one page may have blocks below it. */
export function codeBelow(heading: string): string[] {
  const sections = [...pages.values()].flatMap((page) => {
    const [, below = ''] = page.split(new RegExp(`^#+ ${heading}\n`, 'm'));
    const [section = ''] = below.split(/^#{2,} /m, 1);
    const blocks = fencesIn(section).map(({ code }) => code);
    return blocks.length > 0 ? [blocks] : [];
  });
  const [blocks, ...more] = sections;
  if (blocks === undefined || more.length > 0) throw new Error(`There is not one heading ${heading} with blocks.`);
  return blocks;
}
