import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { bin } from '../support/build.js';
import { startReference } from '../support/reference.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

/** Runs `verify` with another standard output than one that is read to its end. */
async function verify(args: readonly string[], stdout: number | 'closed') {
  const stdio = stdout === 'closed' ? 'pipe' : stdout;
  const child = spawn(process.execPath, [bin, 'verify', ...args], { stdio: ['ignore', stdio, 'pipe'] });
  child.stdout?.destroy();
  const [[code], stderr] = await Promise.all([
    once(child, 'close'),
    text(child.stderr as NonNullable<typeof child.stderr>),
  ]);
  return { code, stderr };
}

it('verify reaches its verdict and writes its files when the reader of its report has left', async () => {
  const { url } = await startReference('stripe');
  const report = `${temporaryDirectory()}/report.json`;
  const only = ['--only', 'stripe/cancel/requires-capture', '--reporter', 'pretty', '--reporter', `json=${report}`];
  const target = ['stripe', '--url', url, '--key', 'sk_test_reference'];
  expect(await verify([...target, ...only], 'closed')).toEqual({ code: 0, stderr: '' });
  expect(readFileSync(report, 'utf8')).toContain('stripe/cancel/requires-capture');
});

it('verify --list ends quietly when its reader has left', async () => {
  expect(await verify(['--list'], 'closed')).toEqual({ code: 0, stderr: '' });
});

it.runIf(existsSync('/dev/full'))('verify gives no verdict when its report finds no room', async () => {
  const full = openSync('/dev/full', 'w');
  expect(await verify(['--list'], full)).toEqual({ code: 3, stderr: expect.stringMatching(/^error: ENOSPC[^\n]*\n$/) });
  closeSync(full);
});
