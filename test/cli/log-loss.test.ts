import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, existsSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bin } from '../support/build.js';
import { deadAddress } from '../support/serving.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

interface Server {
  readonly process: ChildProcess;
  /** Where its database is. */
  readonly directory: string;
  readonly url: string;
}

/** A server of Stripe's whose standard output and standard error are as given. What still runs when the test ends is killed. */
async function start(stdout: number | 'pipe', stderr: number | 'pipe'): Promise<Server> {
  const url = await deadAddress();
  const directory = temporaryDirectory();
  const args = [bin, 'serve', 'stripe', '--stripe-port', new URL(url).port];
  const server = spawn(process.execPath, args, { cwd: directory, stdio: ['ignore', stdout, stderr] });
  onTestFinished(() => void server.kill('SIGKILL'));
  return { process: server, directory, url };
}

/** Waits for the first text. */
async function written(stream: Readable | null): Promise<void> {
  await once(stream as Readable, 'data');
}

async function retrieve({ url }: Server, count: number, status = 404): Promise<void> {
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const response = await fetch(`${url}/v1/payment_intents/pi_none`, {
        headers: { Authorization: 'Bearer sk_test_reference' },
      });
      expect(response.status).toBe(status);
      await response.text();
    }
  };
  await Promise.all(Array.from({ length: 10 }, work));
}

async function expectStop({ process }: Server): Promise<void> {
  const since = performance.now();
  const ended = once(process, 'exit');
  process.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - since).toBeLessThan(4_000);
}

function writeOnly(path: string): number {
  const fd = openSync(path, 'w');
  onTestFinished(() => closeSync(fd));
  return fd;
}

/** A pipe that is full, and is read only when the test does so. */
function fullPipe(): { writer: number; read(): string } {
  const path = `${temporaryDirectory()}/pipe`;
  execFileSync('mkfifo', [path]);
  const end = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  onTestFinished(() => closeSync(end));
  untilRefused(() => writeSync(end, '\n'.repeat(4096)));
  const chunk = Buffer.alloc(65_536);
  let text = '';
  return {
    writer: writeOnly(path),
    read() {
      untilRefused(() => {
        text += chunk.toString('latin1', 0, readSync(end, chunk));
      });
      return text.trim();
    },
  };
}

function untilRefused(act: () => void): void {
  try {
    for (;;) act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
}

describe('a log that can not be written', () => {
  it.runIf(existsSync('/dev/full'))('because the device is full, ends neither a request nor a stop', async () => {
    const server = await start('pipe', writeOnly('/dev/full'));
    await written(server.process.stdout);
    await retrieve(server, 20);
    await expectStop(server);
  });

  it('because its reader has left, ends neither a request nor a stop', async () => {
    const server = await start('pipe', 'pipe');
    server.process.stderr?.destroy();
    await written(server.process.stdout);
    await retrieve(server, 20);
    await expectStop(server);
  });

  it('because its reader is stuck, ends neither a request nor a stop', async () => {
    const server = await start('pipe', fullPipe().writer);
    await written(server.process.stdout);
    await retrieve(server, 20);
    await expectStop(server);
  });

  it('says how many lines were lost as soon as one can be written again', async () => {
    const { writer, read } = fullPipe();
    const server = await start('pipe', writer);
    await written(server.process.stdout);
    // Each request then has a line with a stack besides its own: 340 kB in all, more than may wait for the reader.
    renameSync(`${server.directory}/payment-intents.db`, `${server.directory}/away.db`);
    await retrieve(server, 400, 503);

    let asked = 400;
    const askAndRead = async () => {
      await retrieve(server, 1, 503);
      asked += 1;
      return read().includes('"msg":"log lines lost"');
    };
    await expect.poll(askAndRead, { interval: 20, timeout: 10_000 }).toBe(true);
    await expectStop(server);

    const lines = read()
      .split('\n')
      .map((line) => JSON.parse(line));
    const lost = lines.filter(({ msg }) => msg === 'log lines lost').map((line) => line.lost);
    const kept = lines.filter(({ requestId }) => requestId !== undefined);
    expect(lost.reduce((sum, count) => sum + count, 0) + kept.length).toBe(2 * asked);
    expect(lines.at(-1)).toMatchObject({ msg: 'stopped' });
  });
});

describe('ready lines that can not be written', () => {
  const expectRunning = async (server: Server) => {
    const isUp = () =>
      fetch(`${server.url}/_health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(isUp, { timeout: 10_000 }).toBe(true);
    await retrieve(server, 1);
    await expectStop(server);
  };

  it.runIf(existsSync('/dev/full'))('because the device is full, do not end the server', async () => {
    await expectRunning(await start(writeOnly('/dev/full'), 'pipe'));
  });

  it('because their reader has left, do not end the server', async () => {
    const server = await start('pipe', 'pipe');
    server.process.stdout?.destroy();
    await expectRunning(server);
  });
});
