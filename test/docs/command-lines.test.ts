import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { bin } from '../support/build.js';
import { run, serve } from '../support/cli.js';
import { codeBelow } from '../support/readme.js';
import { startReceiver } from '../support/receiver.js';
import { deadAddress } from '../support/serving.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';
import { webhookSecrets } from '../support/webhooks.js';

const [inReadme = ''] = codeBelow('Implement it');
const [first = '', beforeTheReference = ''] = codeBelow('The conformance kit');
const [withWebhooks = ''] = codeBelow('Webhooks that your server sends');
const [compared = ''] = codeBelow('Reports side by side');
const [delivering = ''] = codeBelow('Webhooks of serve');

/** The commands of a block, one for each. */
const commandsIn = (code: string) => code.replaceAll('\\\n', ' ').trim().split('\n');

/** Pastes lines into a shell in which `npx` runs the command line of this checkout. */
async function pasted(lines: string, directory = temporaryDirectory()): Promise<{ code: number; stdout: string }> {
  const script = `npx() { shift; ${process.execPath} ${bin} "$@"; }\n${lines}`;
  const child = execFile('bash', ['-c', script], { cwd: directory, env: { PATH: process.env.PATH } });
  let stdout = '';
  child.stdout?.on('data', (text: string) => {
    stdout += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout };
}

/** A reference that a line with the address and the key of the reader's server is pointed at. */
async function startTarget() {
  const reference = await startReference('stripe');
  onTestFinished(() => reference.close());
  const url = await reference.listen();
  const pointed = (lines: string) =>
    lines.replaceAll(/http:\/\/127\.0\.0\.1:(8080|4010)/g, url).replaceAll('sk_test_mine', reference.keys.secret);
  return { reference, pointed };
}

describe('the lines of the kit', { timeout: 120_000 }, () => {
  it('are the same in the README and on its page', () => {
    const ofPage = commandsIn(first).map((line) => line.replace(/ +#.*/, ''));

    expect(commandsIn(inReadme).filter((line) => !ofPage.includes(line))).toEqual([]);
  });

  it('check a server, list the checks, explain one, and say what is needed', async () => {
    const { pointed } = await startTarget();
    const [verified, listed, explained, needed, ...more] = await Promise.all(
      commandsIn(first).map((line) => pasted(pointed(line))),
    );

    expect(more).toEqual([]);
    expect(verified).toMatchObject({ code: 3, stdout: expect.stringContaining('\nInconclusive: ') });
    expect(verified?.stdout).toContain('give --other-key');
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('stripe/cancel/already-canceled') });
    expect(explained).toMatchObject({ code: 0, stdout: expect.stringContaining('stripe/cancel/already-canceled') });
    expect(needed).toMatchObject({ code: 0, stdout: expect.stringContaining('requires_capture') });
  });

  it('see the kit pass before the reference server', async () => {
    const { pointed } = await startTarget();

    const { code, stdout } = await pasted(pointed(beforeTheReference));

    expect(stdout).toMatch(/\nConformant: every MUST passed[^\n]*\n$/);
    expect(code).toBe(0);
  });

  it('receive the webhooks of a server', async () => {
    const { reference, pointed } = await startTarget();
    const { port } = new URL(await deadAddress());
    await reference.webhooks.add(`http://127.0.0.1:${port}/`, { secret: 'whsec_mine' });

    const { stdout } = await pasted(pointed(withWebhooks).replace('4242', port));

    expect(stdout).toContain('pass       stripe/webhooks/canceled\n');
    expect(stdout).toMatch(/ 0 fail {2}0 warn /);
  });

  it('put reports side by side', async () => {
    const { reference } = await startTarget();
    const directory = temporaryDirectory();
    const target = ['--url', await reference.listen(), '--key', reference.keys.secret];
    for (const name of ['ours', 'theirs']) {
      const given = [...target, '--only', 'stripe/cancel/already-canceled', '--reporter', `json=${name}.json`];
      await run(['verify', 'stripe', ...given], { directory });
    }

    expect(await pasted(compared, directory)).toEqual({ code: 0, stdout: '' });

    expect(readFileSync(join(directory, 'table.md'), 'utf8')).toContain('a canceled intent cannot be canceled again');
  });
});

describe('the lines of serve deliver', () => {
  const [toOne = '', toThoseOfAFile = '', ...more] = commandsIn(delivering).map((line) => line.replace(/ #.*/, ''));

  /** What follows `serve` in a line. */
  const argsOf = (line: string) => line.split(' ').slice(3);

  it.each([
    ['to one URL', toOne, undefined],
    ['to those of a file', toThoseOfAFile, 'webhooks.json'],
  ])('%s', async (_, line, file) => {
    const { url: receiver, received } = await startReceiver();
    const secret = webhookSecrets.stripe;
    const webhooks = {
      stripe: [{ url: receiver, secret, types: ['payment_intent.canceled'], timeout: 5_000 }],
    };
    const directory = temporaryDirectory(file === undefined ? {} : { [file]: JSON.stringify(webhooks) });
    const { url } = await serve(argsOf(line.replace('http://127.0.0.1:3000/webhooks', receiver)), { directory });
    const headers = { Authorization: 'Bearer sk_test_reference' };
    const body = JSON.stringify({ id: 'pi_1', status: 'requires_capture' });
    await fetch(`${url.stripe}/_fixtures/payment_intents`, { method: 'POST', headers, body });

    await fetch(`${url.stripe}/v1/payment_intents/pi_1/cancel`, { method: 'POST', headers });

    const types = () => received.map(({ event }) => event.type);
    await expect.poll(types, { timeout: 10_000 }).toContain('payment_intent.canceled');
    expect(more).toEqual([]);
  });
});
