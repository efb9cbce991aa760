import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);
const names = readdirSync(new URL('.github', root)).filter((name) => name.endsWith('.md'));

/** The README and the pages it leads to, by their paths. */
export const pages: ReadonlyMap<string, string> = new Map(
  ['README.md', ...names.map((name) => `.github/${name}`)].map((path) => [
    path,
    readFileSync(new URL(path, root), 'utf8'),
  ]),
);

/** The blocks of code below a heading of these pages, up to the next heading. */
export function codeBelow(heading: string): string[] {
  const [section, ...more] = [...pages.values()].flatMap((page) => {
    const [, below] = page.split(new RegExp(`^#{2,} ${heading}\n`, 'm'));
    return below === undefined ? [] : below.split(/^#{2,} /m, 1);
  });
  if (section === undefined || more.length > 0) throw new Error(`There is not one heading ${heading}.`);
  return blocksIn(section).map(({ code }) => code);
}

/** The blocks of code of a text, with the language that each names. */
export function blocksIn(text: string): { language: string; code: string }[] {
  const blocks = text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, language = '', code = '']) => ({ language, code }));
}
