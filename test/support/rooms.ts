import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../src/', import.meta.url));

export interface Room {
  /** Below `src`. */
  readonly name: string;
  readonly text: string;
  /** The sentence that the file opens with: of its first line, or of its first declaration. Undefined when it has none. */
  readonly sentence: string | undefined;
}

/** Every source file. */
export function rooms(): Room[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return names.sort().map((name) => {
    const text = readFileSync(root + name, 'utf8');
    return { name, text, sentence: sentenceIn(text) };
  });
}

function sentenceIn(text: string): string | undefined {
  const opening = text.replace(/^#!.*\n/, '').replace(/^(?:\s*import[^;]*;\n)*\s*/, '');
  const comment = /^\/\*\*([\s\S]*?)\*\//.exec(opening)?.[1]?.replace(/\n\s*\*/g, ' ');
  return comment && /^.*?[.!?:](?=\s|$)/.exec(comment.replace(/\s+/g, ' ').trim())?.[0];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = rooms();
  const width = Math.max(...all.map(({ name }) => name.length));
  for (const { name, sentence = '' } of all) console.log(`${name.padEnd(width)}  ${sentence}`);
}
