import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** TypeScript as the build has it, and its successor, which takes a fifth of the processor time. */
export type Compiler = 'typescript' | 'typescript7';

const { resolve } = createRequire(import.meta.url);

/** What a compiler says of the types below a folder: code 0 and nothing on standard output when they fit. */
export async function typeCheck(
  compiler: Compiler,
  folder: string,
  args: readonly string[] = [],
): Promise<{ code: number; stdout: string }> {
  const manifest = resolve(`${compiler}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { tsc: string } };
  const checked = promisify(execFile)(process.execPath, [join(manifest, '..', bin.tsc), ...args], { cwd: folder });
  const { code = 0, stdout } = await checked.catch((error) => error);
  return { code, stdout };
}
