import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';
import build from './build.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** By the name of an entry, such as `./stripe/events`: what the package says of it in types. */
const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  exports: Record<string, string | { import: { types: string } }>;
};

/** Names of the entries that have types. */
export const typedEntries = Object.keys(exports).filter((entry) => typeof exports[entry] === 'object');

/** Where the report of an entry is kept. */
export function reportPath(entry: string): string {
  return `${root}test/public-types/${entry.slice('./'.length).replaceAll('/', '-')}.md`;
}

/** What the build that lies in `dist` declares to those who import an entry, as it is kept. */
export async function reportOf(entry: string): Promise<string> {
  const { import: found } = exports[entry] as { import: { types: string } };
  const declared = await publicTypes(root + found.types);
  return `# payment-intent-contract${entry.slice(1)}\n\nMade by \`npm run public-types\`.\n\n\`\`\`ts\n${declared}\`\`\`\n`;
}

/**
 * What a declaration file exports, with all that this refers to, in one text without comments. Types that are generated are
 * named and not written out: `generated/` is committed.
 */
export async function publicTypes(file: string): Promise<string> {
  const bundle = await rollup({
    input: file,
    external: (id) => /\/generated\//.test(id) || !/^[./]/.test(id),
    plugins: [dts()],
    onwarn({ message }) {
      throw new Error(message);
    },
  });
  const { output } = await bundle.generate({});
  const source = ts.createSourceFile('public.d.ts', output[0].code, ts.ScriptTarget.Latest);
  return ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed }).printFile(source);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  build();
  for (const entry of typedEntries) writeFileSync(reportPath(entry), await reportOf(entry));
}
