import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bin } from '../support/build.js';

export interface ServerProcess {
  readonly url: string;
  /** Milliseconds from its start until it said where it is. */
  readonly started: number;
  /** Megabytes of physical memory. */
  memory(): number;
  /** Megabytes that its objects and buffers take once garbage has been collected. Ours only. */
  collected(): Promise<number>;
  /** Seconds of processor time so far. */
  processorTime(): number;
  stop(): Promise<void>;
}

/** Starts a server in a process of its own and waits until it says where it is. */
async function start(args: readonly string[], pattern: RegExp): Promise<ServerProcess> {
  const since = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const url = await announced(child, pattern);
  return {
    url,
    started: performance.now() - since,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    async collected() {
      const answer = once(child, 'message');
      child.send('collect');
      return Number((await answer)[0]) / 1024 ** 2;
    },
    processorTime: () => nanosecondsOf(`/proc/${child.pid}/task`) / 1e9,
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}

/** Of processor time that a process's threads have had, as Linux's scheduler counts: `stat` counts hundredths of a second. */
function nanosecondsOf(threads: string): number {
  return readdirSync(threads)
    .map((thread) => Number(readFileSync(join(threads, thread, 'schedstat'), 'utf8').split(' ')[0]))
    .reduce((sum, time) => sum + time, 0);
}

async function announced(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    text += chunk;
    const [url] = pattern.exec(text) ?? [];
    if (url) {
      child.stdout?.resume();
      return url;
    }
  }
  throw new Error(`the server ended: ${text}`);
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The reference server as users have it, but for its log. */
export const startOurs = (database: string, ...options: readonly string[]) => startBuild(bin, database, ...options);

/** Another build's, by the path of its command line. */
export const startBuild = (commandLine: string, database: string, ...options: readonly string[]) =>
  start(
    [
      '--expose-gc',
      '--require',
      file('collect.cjs'),
      commandLine,
      'serve',
      'stripe',
      '--stripe-port',
      '0',
      '--log-level',
      'silent',
      '--database',
      database,
      ...options,
    ],
    /http:\S+/,
  );

/** Express with one route that answers with a PaymentIntent it has at hand. */
export const startBare = () => start(['--import', 'tsx', file('bareExpress.ts')], /http:\S+/);

/** A receiver of webhooks that counts. */
export const startCountingReceiver = () => start(['--import', 'tsx', file('countingReceiver.ts')], /http:\S+/);

/** Prism answering with the examples of our document. It says port 0 when it is given that. */
export async function startPrism(): Promise<ServerProcess> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await once(probe.close(), 'close');
  const prism = file('../../node_modules/.bin/prism');
  return start(
    [prism, 'mock', file('../../generated/stripe.json'), '--port', String(port)],
    new RegExp(`http://127\\.0\\.0\\.1:${port}`),
  );
}
