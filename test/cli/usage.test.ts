import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { docsPath } from '../../src/contract/document.js';
import { complaintOf, expectParsed, parsingComplaintOf, run, serve, start } from '../support/cli.js';
import { deadAddress } from '../support/serving.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const inMemory = ['--database', 'memory:'];

describe('what the command line does not know is refused in one line', () => {
  it.each<[string, string[], string | RegExp]>([
    ['an unknown command', ['serv'], "error: unknown command 'serv' (Did you mean serve?)"],
    ['an unknown option', ['serve', '--chargfy-port', '1'], "'--chargfy-port' (Did you mean --chargefy-port?)"],
    ['an option of another command', ['docs', '--out', 'x', '--seed', 'x'], "error: unknown option '--seed'"],
    [
      'the port of a dialect that is not served',
      ['serve', 'stripe', '--chargefy-port', '1'],
      '--chargefy-port: only stripe is served; leave it out, or leave out stripe.',
    ],
    ['an invalid time', ['serve', '--clock', 'noon'], 'A time is real, stopped or a number of Unix seconds.'],
    [
      'a reset that no request could ask for',
      ['serve', '--allow-reset', '--no-control', ...inMemory],
      'error: --allow-reset: there is no POST /_reset without control; leave out --no-control.',
    ],
    [
      'a reset on an address that has none',
      ['serve', '--allow-reset', '--host', '0.0.0.0', ...inMemory],
      'error: --allow-reset: there is no POST /_reset on 0.0.0.0; leave it out, or serve on 127.0.0.1.',
    ],
    ['a missing value', ['docs', '--out'], "error: option '--out <directory>' argument missing"],
    ['a missing option', ['docs'], 'error: --out: say where to write the pages, as --out ./docs.'],
    ['an option beside a missing one', ['docs', '--outt', 'x'], "error: unknown option '--outt' (Did you mean --out?)"],
    ['an option that is like none', ['verify', '--test'], /^error: unknown option '--test'$/],
    [
      'a port of either dialect',
      ['serve', '--port', '1'],
      'error: --port: it needs a single dialect; name one, as serve stripe, or give --stripe-port and --chargefy-port.',
    ],
    [
      'a port that is given twice',
      ['serve', 'stripe', '--port', '1', '--stripe-port', '2'],
      'error: --port: --stripe-port sets it already; leave one of them out.',
    ],
    [
      'a folder of ids as a pattern',
      ['verify', '--list', '--only', 'stripe/cancel'],
      'error: --only stripe/cancel: no check of stripe or chargefy has such an id; did you mean stripe/cancel/*?',
    ],
    [
      'a part of ids as a pattern',
      ['verify', 'stripe', '--list', '--only', 'cancel'],
      'error: --only cancel: no check of stripe has such an id; did you mean stripe/cancel/*?',
    ],
    [
      'a misspelled pattern',
      ['verify', 'stripe', '--skip', 'stripe/cancle/*'],
      'error: --skip stripe/cancle/*: no check of stripe or chargefy has such an id; did you mean stripe/cancel/*?',
    ],
    [
      'a pattern of the other dialect',
      ['verify', 'stripe', '--only', 'chargefy/**'],
      'error: --only chargefy/**: no check of stripe has such an id;',
    ],
    [
      'a misspelled id',
      ['verify', '--explain', 'stripe/cancel/already-cancelled'],
      'error: --explain stripe/cancel/already-cancelled: there is no such check; did you mean stripe/cancel/already-canceled?',
    ],
    [
      'the end of an id',
      ['verify', '--explain', 'already-canceled'],
      'error: --explain already-canceled: there is no such check; did you mean stripe/cancel/already-canceled?',
    ],
    [
      'several ids',
      ['verify', '--explain', 'stripe/cancel'],
      "error: --explain stripe/cancel: there is no such check; see --list --only 'stripe/cancel/*'.",
    ],
    [
      'help for a misspelled command',
      ['help', 'servee'],
      'error: help servee: there is no such command; did you mean serve?',
    ],
    [
      'help for a strange command',
      ['help', 'pay'],
      'error: help pay: there is no such command; known are serve, verify, compare, docs, help.',
    ],
  ])('%s', async (_, args, message) => {
    const complaint = await complaintOf(args);
    if (typeof message === 'string') expect(complaint).toContain(message);
    else expect(complaint).toMatch(message);
  });

  it.each([
    ['an unknown dialect', ['serve', 'paypal'], 'Known dialects are stripe and chargefy.'],
    ['an argument too many', ['serve', 'stripe', 'chargefy'], 'Expected 1 argument but got 2.'],
    ['an invalid port', ['serve', '--stripe-port', '65536'], 'A port is a number from 0 to 65535.'],
    ['an unknown log format', ['serve', '--log-format', 'xml'], 'Allowed choices are json, pretty.'],
    ['an unknown log level', ['serve', '--log-level', 'loud'], 'Allowed choices are fatal, error, warn, info'],
  ])('before any command runs: %s', (_, args, message) => {
    expect(parsingComplaintOf(args)).toContain(message);
  });
});

describe('help', () => {
  it.each([['--help'], ['serve', '--help'], ['docs', '--help'], ['help', 'serve']])(
    'is given for %s %s',
    async (...args) => {
      const { code, stdout, stderr } = await run(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: payment-intent-contract /);
      if (args.includes('serve')) expect(stdout).toContain('--chargefy-port <number>');
    },
  );

  it.each(['serve', 'verify', 'compare', 'docs'])('has examples of %s that the command line takes', async (command) => {
    const { stdout } = await run([command, '--help']);
    const lines = Array.from(stdout.matchAll(/^ {2}\$ payment-intent-contract (.+)$/gm), ([, line = '']) => line);
    expect(lines).not.toEqual([]);
    for (const line of lines) {
      expect(line.startsWith(`${command} `) || line === command).toBe(true);
      expectParsed(line.split(' '));
    }
  });

  it('is printed without a command, and that is no success', async () => {
    const { code, stdout, stderr } = await run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: payment-intent-contract .*\n[\s\S]*\n {2}serve /);
  });
});

it('--version says which version this is', async () => {
  expect(await run(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

describe('a port that is taken', () => {
  it('is named as it was given for a dialect alone', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    expect(await complaintOf(['serve', 'chargefy', '--port', `${port}`, ...inMemory])).toBe(
      `error: --port ${port}: the port is taken on 127.0.0.1; choose another, or 0 for a free one.`,
    );
  });

  it.each(['stripe', 'chargefy'])('is refused with the option to choose another for %s', async (dialect) => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const free = ['--stripe-port', '0', '--chargefy-port', '0'];
    expect(await complaintOf(['serve', ...free, `--${dialect}-port`, `${port}`, ...inMemory])).toBe(
      `error: --${dialect}-port ${port}: the port is taken on 127.0.0.1; choose another, or 0 for a free one.`,
    );
  });
});

it('a bad seed is refused before anything is opened', async () => {
  const directory = temporaryDirectory({ 'seed.json': '{"stripe": [{"id": "pi_1"}]}' });
  const complaint = await complaintOf(['serve', '--seed', 'seed.json'], { directory });
  expect(complaint).toMatch(/^error: --seed seed\.json: \/stripe\/0 must have required property/);
  expect(readdirSync(directory)).toEqual(['seed.json']);
});

describe('serve --log-level', () => {
  const retrieve = (url: string) =>
    fetch(`${url}/v1/payment_intents/pi_none`, { headers: { Authorization: 'Bearer sk_test_other' } });

  it('info writes a line for every request, to stderr, without the key', async () => {
    const cli = await serve(['stripe', ...inMemory]);
    await retrieve(cli.url.stripe);
    const { input: logged } = await cli.printed('stderr', /^.*"organization":"acct_other".*$/m);
    expect(logged).not.toContain('sk_test_other');
  });

  it('tells of nothing before the server has said where it is', async () => {
    const cli = await serve(['stripe', ...inMemory]);
    await retrieve(cli.url.stripe);
    await cli.printed('stderr', /"operation":"retrievePaymentIntent"/);
    cli.kill('SIGTERM');
    const { stderr } = await cli.ended;
    expect(stderr.match(/"operation":"retrievePaymentIntent"/g)).toHaveLength(1);
  });

  it('silent writes nothing', async () => {
    const cli = await serve(['stripe', '--log-level', 'silent', ...inMemory]);
    await retrieve(cli.url.stripe);
    cli.kill('SIGTERM');
    expect(await cli.ended).toMatchObject({ code: 0, stderr: '', stdout: cli.announcement });
  });
});

it('serve --log-format pretty writes a line of words for every request', async () => {
  const cli = await serve(['stripe', '--log-format', 'pretty', ...inMemory]);
  await fetch(`${cli.url.stripe}/v1/payment_intents/pi_none`, { headers: { Authorization: 'Bearer sk_test_other' } });
  await cli.printed('stderr', /^\d\d:\d\d:\d\d info stripe 404 GET retrievePaymentIntent \d+ ms requestId=\S+ .*\n$/);
});

it('serve --port is the port of the dialect that is served alone', async () => {
  const { port } = new URL(await deadAddress());
  const cli = start(['serve', 'chargefy', '--port', port, ...inMemory]);
  const [, url] = await cli.printed('stdout', /^chargefy +(\S+)$/m);
  expect(url).toBe(`http://127.0.0.1:${port}`);
});

describe('docs --out', () => {
  it.runIf(existsSync(docsPath('index.html')))('writes the pages and says where to begin', async () => {
    const directory = temporaryDirectory();
    expect(await run(['docs', '--out', 'to/read'], { directory })).toMatchObject({
      code: 0,
      stdout: 'to/read/index.html\n',
    });
    const written = readdirSync(`${directory}/to/read`);
    expect(written).toEqual(readdirSync(docsPath('.')));
    for (const name of ['index', 'stripe', 'stripe-guide', 'stripe-errors', 'chargefy', 'control']) {
      expect(written).toEqual(expect.arrayContaining([`${name}.html`, `${name}.md`]));
    }
    expect(written).toEqual(expect.arrayContaining(['redoc.js', 'llms.txt']));
  });

  it.runIf(existsSync(docsPath('index.html')))('refuses a place that is a file', async () => {
    const directory = temporaryDirectory({ taken: '' });
    expect(await complaintOf(['docs', '--out', 'taken'], { directory })).toBe(
      'error: --out taken: this is a file; name a folder.',
    );
  });

  it.skipIf(existsSync(docsPath('index.html')))('says what to do first while the pages are not rendered', async () => {
    expect(await complaintOf(['docs', '--out', 'to/read'])).toMatch(/run `npm run docs` first\.$/);
  });
});
