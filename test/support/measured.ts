import { fork } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { bin } from './build.js';
import { temporaryDirectory } from './temporaryDirectory.js';

/** The real command line, with a door through which its memory can be measured. */
export interface MeasuredServer {
  readonly url: string;
  /** Bytes in use after everything has been collected that can be. */
  memory(): Promise<{ heap: number; resident: number }>;
}

const door = `data:text/javascript,${encodeURIComponent(`
  process.on('message', () => {
    gc();
    gc();
    const { heapUsed, external, rss } = process.memoryUsage();
    process.send({ heap: heapUsed + external, resident: rss });
  });
`)}`;

/** Starts `serve stripe` on a free port and a file of its own. */
export async function serveMeasured(): Promise<MeasuredServer> {
  const child = fork(bin, ['serve', 'stripe', '--stripe-port', '0', '--log-level', 'silent'], {
    cwd: temporaryDirectory(),
    // V8 gives young objects up to 48 MB more whenever it sees fit, which says nothing about what is kept.
    execArgv: ['--expose-gc', '--max-semi-space-size=2', '--import', door],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  const [announcement] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return {
    url: /http:\S+/.exec(announcement.toString())?.[0] ?? '',
    async memory() {
      child.send('measure');
      const [memory] = (await once(child, 'message')) as [{ heap: number; resident: number }];
      return memory;
    },
  };
}
