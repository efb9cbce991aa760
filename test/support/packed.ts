import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
  devDependencies: Record<string, string>;
};

/** A project of its own that has installed this package as its users do. */
export interface PackedProject {
  readonly folder: string;
  readonly tarball: string;
  write(name: string, text: string): void;
  /** Runs a program in the folder. Resolves to its output, and rejects with all it printed when it fails. */
  run(file: string, ...args: string[]): Promise<string>;
  remove(): void;
}

/**
 * Packs what has been built, and installs it with other packages: a name alone comes in the version that the tests of this
 * package have.
 *
 * @param manifest of the project.
 */
export function packedProject(manifest: object, packages: readonly string[]): PackedProject {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  // Its scripts would build a second time, while other tests run what was built.
  const packed = npm(root, 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder);
  const tarball = packed.trim();
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }));
  const wanted = packages.map((name) => (devDependencies[name] ? `${name}@${devDependencies[name]}` : name));
  npm(folder, 'install', '--no-audit', '--no-fund', `./${tarball}`, ...wanted);

  return {
    folder,
    tarball: join(folder, tarball),
    write: (name, text) => writeFileSync(join(folder, name), text),
    async run(file, ...args) {
      // Not the environment of the runner around it: vitest and node:test tell their own processes by it.
      const { PATH, HOME } = process.env;
      const ran = promisify(execFile)(file, args, { cwd: folder, env: { PATH, HOME, NO_COLOR: '1' } });
      const { stdout } = await ran.catch(({ stdout, stderr }) => {
        throw new Error(`${file} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
      });
      return stdout;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
