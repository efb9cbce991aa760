import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { transform } from 'esbuild';

const root = new URL('../..', import.meta.url).pathname;
const run = promisify(execFile);

/** A block of code in Markdown. */
export interface Fence {
  readonly lang: string;
  readonly code: string;
}

export function fencesIn(markdown: string): Fence[] {
  return [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, lang = '', code = '']) => ({ lang, code }));
}

/** Runs a program of JavaScript or TypeScript in a process of its own, where the package can be imported. Gives back its output. */
export async function runProgram(source: string): Promise<string> {
  const { code } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' });
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: root, timeout: 25_000 });
  return stdout;
}

/** What a program says it prints: the comments behind its calls of `console.log`. */
export function printedBy(source: string): string {
  return [...source.matchAll(/console\.log\(.*\); \/\/ (.+)$/gm)].map(([, text]) => `${text}\n`).join('');
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Pastes lines into a shell. Gives back what each curl was answered. */
export async function runShell(lines: string): Promise<Answer[]> {
  const script = lines.replaceAll(
    /^curl /gm,
    "curl -q --silent --show-error --max-time 10 --write-out '\\n%{http_code}\\n' ",
  );
  const { stdout } = await run('bash', ['-ec', script], { env: { PATH: process.env.PATH } });
  return [...stdout.matchAll(/(.*?)\n(\d{3})\n/gs)].map(([, body = '', status]) => ({
    status: Number(status),
    body: body.startsWith('{') || body.startsWith('[') ? JSON.parse(body) : body,
  }));
}
