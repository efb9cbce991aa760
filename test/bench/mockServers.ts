/** Mocks of Stripe's API that npm installs, each started as its own documentation says. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pollUntil } from './pollUntil.js';

/** Asked with these versions; `node24` runs the one that needs a newer Node than 20. */
const packages = [
  'emulate@0.12.2',
  'stripe-stateful-mock@0.0.16',
  '@stoplight/prism-cli@5.14.2',
  `node24@npm:node-${process.platform}-${process.arch}@24`,
];

/** What signs webhooks. */
export const webhookSecret = 'whsec_comparison';

export interface MockServer {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  /** How it is used in a test's own process, by its documentation. */
  readonly inProcess: string;
  /** Headers of a request that is to fail with a 429, if the documentation says how to ask for that of an intent. */
  readonly fault?: Readonly<Record<string, string>>;
}

export interface MockServers extends AsyncDisposable {
  readonly servers: readonly MockServer[];
}

/** Installs the mocks into a folder of their own and starts them, with webhooks to a URL where they have any. */
export async function startMocks(receiver: string): Promise<MockServers> {
  const folder = mkdtempSync(join(tmpdir(), 'mocks-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder, stdio: 'ignore' });
  const installed = (path: string) => join(folder, 'node_modules', path);
  const versionOf = (name: string) => JSON.parse(readFileSync(installed(`${name}/package.json`), 'utf8')).version;
  const children: ChildProcess[] = [];

  async function start(program: string, args: (port: string) => readonly string[]): Promise<string> {
    const port = await freePort();
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: port };
    children.push(spawn(program, args(port), { cwd: folder, env, stdio: 'ignore' }));
    const url = `http://127.0.0.1:${port}`;
    await pollUntil(() => answers(url), 30_000);
    return url;
  }

  const webhooks = [{ url: receiver, secret: webhookSecret, events: ['*'] }];
  writeFileSync(join(folder, 'seed.json'), JSON.stringify({ stripe: { webhooks } }));
  const emulate = [installed('emulate/dist/index.js'), 'start', '--service', 'stripe', '--seed', 'seed.json', '--port'];
  const document = fileURLToPath(new URL('../../generated/stripe.json', import.meta.url));
  const servers: MockServer[] = [
    {
      name: 'emulate',
      version: versionOf('emulate'),
      url: await start(installed('node24/bin/node'), (port) => [...emulate, port]),
      inProcess: 'on a port',
    },
    {
      name: 'stripe-stateful-mock',
      version: versionOf('stripe-stateful-mock'),
      url: await start(installed('.bin/stripe-stateful-mock'), () => []),
      inProcess: 'on a port',
    },
    {
      name: 'Prism, with our document',
      version: versionOf('@stoplight/prism-cli'),
      url: await start(installed('.bin/prism'), (port) => ['mock', document, '--port', port]),
      inProcess: 'no',
      fault: { Prefer: 'code=429' },
    },
  ];
  return {
    servers,
    async [Symbol.asyncDispose]() {
      const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
      const ended = running.map((child) => once(child, 'exit'));
      for (const child of running) child.kill('SIGKILL');
      await Promise.all(ended);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  await once(probe.close(), 'close');
  return String(port);
}
