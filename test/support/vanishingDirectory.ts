import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

export interface VanishingDirectory {
  readonly path: string;
  /** A pipe to hand to child processes: the directory stays until the last of them has ended. */
  readonly hold: Writable;
  remove(): Promise<void>;
}

/** A directory that is removed when this process ends, even killed. */
export function vanishingDirectory(name: string): VanishingDirectory {
  const path = mkdtempSync(join(tmpdirForAll(), `payment-intent-contract-${name}-`));
  // In a session of its own, where Ctrl+C does not reach it.
  const remover = spawn('sh', ['-c', 'cat; rm -rf "$0"', path], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  remover.unref();
  return {
    path,
    hold: remover.stdin,
    async remove() {
      remover.stdin.end();
      await once(remover, 'exit');
    },
  };
}

/** Root's TMPDIR may be closed to the users that root starts processes as. */
const tmpdirForAll = (): string => (process.getuid?.() === 0 ? '/tmp' : tmpdir());
