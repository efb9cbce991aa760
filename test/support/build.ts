import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The command line as users get it. */
export const bin = `${root}dist/esm/cli.js`;

/** What a build writes last. */
const built = `${root}dist/cjs/conformance.d.cts`;

/** Builds the package as users get it, the command line that tests spawn included, unless it is newer than its sources. */
export default function build(): void {
  const sources = ['src', 'generated'].flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|json)$/.test(name))
      .map((name) => `${root}${folder}/${name}`),
  );
  if (changedAt(built) > Math.max(...sources.map(changedAt))) return;
  // A type error is the type check's to report; the compiler writes the files all the same.
  spawnSync('npm run --silent build', { cwd: root, shell: true, stdio: 'inherit' });
}

/** Milliseconds since 1970; 0 for a file that is not there. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
