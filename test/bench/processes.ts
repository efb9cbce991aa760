import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { bin } from '../support/build.js';

export interface ServerProcess {
  readonly url: string;
  /** Milliseconds from its start until it said where it is. */
  readonly started: number;
  /** Megabytes of physical memory. */
  memory(): number;
  /** Seconds of processor time so far. */
  processorTime(): number;
  stop(): Promise<void>;
}

/** Of processor time in a second, as Linux counts for programs. */
const ticks = 100;

/** Starts a server in a process of its own and waits until it says where it is. */
async function start(args: readonly string[], pattern: RegExp): Promise<ServerProcess> {
  const since = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await announced(child, pattern);
  return {
    url,
    started: performance.now() - since,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    processorTime() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / ticks;
    },
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
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
export const startOurs = (database: string, ...more: readonly string[]) =>
  start(
    [bin, 'serve', 'stripe', '--stripe-port', '0', '--log-level', 'silent', '--database', database, ...more],
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
