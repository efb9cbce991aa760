import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chargefyChecks } from '../../src/conformance/checks/chargefy/checks.js';
import { usualCases } from '../../src/conformance/checks/runProperty.js';
import { stripeChecks } from '../../src/conformance/checks/stripe/checks.js';
import { suites } from '../../src/conformance/checks/suites.js';
import { startReference } from '../../src/reference/startReference.js';
import { complaintOf, type Ending, parsingComplaintOf, run, start } from '../support/cli.js';
import { arrange, shareReference } from '../support/reference.js';
import { deadAddress, serving } from '../support/serving.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const key = 'ch_test_reference';
const second = 'chargefy/cancel/already-canceled';
const hasCurl = spawnSync('bash', ['-c', 'command -v curl']).status === 0;
const served = shareReference('chargefy');

/** `verify chargefy` with the key of the reference server. */
const verify = (url: string, args: readonly string[] = [], directory?: string) =>
  run(['verify', 'chargefy', '--url', url, '--key', key, ...args], directory === undefined ? {} : { directory });

/** The reference server behind one that turns every 409 into a 200. */
const lenient = () =>
  serving(async ({ method = '', url = '', headers }, response) => {
    const { authorization = '' } = headers;
    const body = url.startsWith('/_fixtures') ? { body: '{"status":"requires_payment_method"}' } : {};
    const answer = await fetch(served().url + url, { method, headers: { Authorization: authorization }, ...body });
    response.writeHead(answer.status === 409 ? 200 : answer.status, { 'Content-Type': 'application/json' });
    response.end(await answer.text());
  });

const lastLine = ({ stdout }: Ending) => stdout.trimEnd().split('\n').at(-1);

describe('verify ends with 0', () => {
  it('when no MUST failed, and says so', async () => {
    const ending = await verify(served().url, ['--only', second]);
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    expect(ending.stdout).toContain(`pass       ${second}\n`);
    expect(ending.stdout).toMatch(/\d+ pass {2}0 fail {2}0 warn {2}0 unarranged {2}0 blocked {2}0 error {2}seed \d+\n/);
    expect(lastLine(ending)).toBe('Conformant: every MUST passed.');
    expect(ending.stdout).toContain(`\n1 of ${chargefyChecks.length} checks  1 pass  `);
  });
});

describe('verify before the reference server of Stripe', () => {
  it.each(['fixtures', 'api'])(
    'ends with 0 and without an exception when intents come from %s',
    { timeout: 120_000 },
    async (way) => {
      const reference = await startReference('stripe');
      onTestFinished(() => reference.close());
      const { secret, other, live, publishable } = reference.keys;
      const given = { key: secret, 'other-key': other, 'live-key': live, 'publishable-key': publishable };
      const options = Object.entries({ url: await reference.listen(), ...given, arrange: way });
      const ending = await run(['verify', 'stripe', ...options.flatMap(([name, value]) => [`--${name}`, value])]);
      expect(ending).toMatchObject({ code: 0, stderr: '' });
      const ofWebhooks = stripeChecks.filter(({ needs }) => needs.includes('webhooks')).length;
      // By the API alone no Checkout Session can be made.
      const ofSessions = way === 'api' ? 10 : 0;
      expect(lastLine(ending)).toBe(`Conformant: every MUST passed, ${ofWebhooks + ofSessions} optional not judged.`);
    },
  );
});

describe('verify ends with 1', () => {
  it('when a MUST failed, and says what was required and how to see it', async () => {
    const url = await lenient();
    const ending = await verify(url, ['--only', second]);
    expect(ending).toMatchObject({ code: 1, stderr: '' });
    expect(ending.stdout).toContain(`\nfail ${second} MUST\n`);
    expect(ending.stdout).toMatch(/\n {2}required {2}“.+” \(https:\/\/\S+\)\n/);
    expect(ending.stdout).toMatch(
      /\n {2}expected {2}the request to be refused with a 4xx\n {2}actual {4}200: \{"error"/,
    );
    expect(ending.stdout).toContain(
      `\n  curl      curl -i -g --path-as-is -X POST "${url}/v1/payment-intents/$INTENT/cancel"`,
    );
    expect(lastLine(ending)).toBe('Not conformant: 1 MUST failed.');
  });

  it.runIf(hasCurl)('with lines that show the same in bash', async () => {
    const { stdout } = await verify(await lenient(), ['--only', second]);
    const [, arrange, curl] = /\n {2}arrange {3}(.+)\n {2}curl {6}(.+(?:\n {12}.+)*)\n/.exec(stdout) ?? [];
    const env = { PATH: process.env.PATH, KEY: key };
    const pasted = await promisify(execFile)('bash', ['-c', `${arrange}\n${curl}`], { env });
    expect(pasted.stdout).toMatch(/^HTTP\/1\.1 200 OK\r\n.*HTTP\/1\.1 200 OK\r\n.*"code":"resource_state_conflict"/s);
  });
});

describe('verify ends with 3, and one line', () => {
  async function refusal(url: string, args: readonly string[] = []) {
    const { code, stdout, stderr } = await verify(url, ['--timeout', '1000', ...args]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    return stderr
      .trim()
      .replace(/ \(POST \S+ came back as \d+: .+\)$/, '')
      .replace(/ to POST \S+?(?=:| within)/, '');
  }

  it('when no server listens', async () => {
    const url = await deadAddress();
    expect(await refusal(url)).toBe(`error: ${url} gives no answer: the connection was refused.`);
  });

  it('when it hangs, within the timeout', async () => {
    const url = await serving(() => {});
    expect(await refusal(url)).toBe(`error: ${url} gives no answer within 1000 ms.`);
  });

  it('when its answer would make a terminal do something', async () => {
    const url = await serving((_, response) =>
      response.writeHead(308, { Location: 'https://api.example/\x9b2J' }).end(),
    );
    expect(await refusal(url)).toContain('redirects to https://api.example/\\u009b2J;');
  });

  it('when the base path is wrong', async () => {
    expect(await refusal(`${served().url}/v1`)).toMatch(
      /\/v1 has no such API there: .*; is it the base URL, or does it speak the other dialect\?$/,
    );
  });
});

describe('verify ends with 3, and a report,', () => {
  it('when nothing could be judged', async () => {
    const directory = temporaryDirectory({ 'ids.json': '{}' });
    const ending = await verify(served().url, ['--arrange', 'ids:ids.json', '--only', second], directory);
    expect(ending).toMatchObject({ code: 3, stderr: '' });
    expect(ending.stdout).toContain('0 pass  0 fail  0 warn');
    expect(lastLine(ending)).toBe('Inconclusive: nothing could be judged.');
  });

  it.each([
    ['throws', 'throw new Error("no database")', 'no database'],
    [
      'never ends',
      'await new Promise(() => {})',
      'arranging an intent in requires_payment_method: it took more than 1000 ms',
    ],
  ])('when the module that arranges %s', async (_, body, reason) => {
    const directory = temporaryDirectory({ 'adapter.mjs': `export default async () => { ${body} };` });
    const args = [
      '--arrange',
      './adapter.mjs',
      '--timeout',
      '1000',
      '--only',
      'chargefy/{cancel/unknown-id,reason/null}',
    ];
    const ending = await verify(served().url, args, directory);
    expect(ending).toMatchObject({ code: 3, stderr: '' });
    expect(ending.stdout).toContain(`  because   ${reason}`);
    expect(lastLine(ending)).toBe('Inconclusive: nothing could be judged.');
  });
});

it('verify ends with 3, not with a verdict, when something crashes beside it', async () => {
  const body = 'setTimeout(() => { throw new Error("too late") }); await new Promise(() => {});';
  const directory = temporaryDirectory({ 'adapter.mjs': `export default async () => { ${body} };` });
  const ending = await verify(served().url, ['--arrange', './adapter.mjs', '--only', second], directory);
  expect(ending).toMatchObject({ code: 3, stderr: 'error: too late\n' });
});

describe('verify that is stopped', () => {
  /** The reference server, whose cancels are never answered once the kit is judging. */
  const stalling = () =>
    serving(async ({ method = '', url = '', headers }, response) => {
      if (url.includes('payment-intents') && method === 'POST' && !url.includes('Probe')) return;
      const { authorization = '' } = headers;
      const body = url.startsWith('/_fixtures') ? { body: '{"status":"requires_payment_method"}' } : {};
      const answer = await fetch(served().url + url, { method, headers: { Authorization: authorization }, ...body });
      response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(await answer.text());
    });

  it.each(['SIGINT', 'SIGTERM'] as const)('by %s ends with 3, and every report says what was judged', async (name) => {
    const directory = temporaryDirectory();
    const reporters = ['json', 'junit', 'tap', 'html'].flatMap((format) => ['--reporter', `${format}=${format}`]);
    const only = ['--only', `{${second},chargefy/retrieve/unknown-id}`, '--har', 'har'];
    const args = ['verify', 'chargefy', '--url', await stalling(), '--key', key, ...reporters, ...only];
    const cli = start(args, { directory });
    await cli.printed('stdout', /^pass +chargefy\/retrieve\/unknown-id$/m);
    cli.kill(name);
    const ending = await cli.ended;
    expect(ending).toMatchObject({ code: 3, stderr: `error: the run was stopped by ${name}\n` });
    expect(lastLine(ending)).toBe(`Inconclusive: the run was stopped by ${name}.`);
    expect(ending.stdout).not.toContain('--exceptions');
    const written = readdirSync(directory).map((file) => readFileSync(join(directory, file), 'utf8'));
    expect(written).toHaveLength(5);
    for (const text of written) expect(text).toMatch(/unknown-id|resource_missing/);
    const told = written.filter((text) => text.includes(`the run was stopped by ${name}`));
    expect(told).toHaveLength(4); // All but the archive of the traffic.
  });
});

describe('verify --arrange', () => {
  it('spends the ids of a file', async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await arrange(served(), { status: 'requires_payment_method' })).id),
    );
    const directory = temporaryDirectory({ 'ids.json': JSON.stringify({ requires_payment_method: ids }) });
    const ending = await verify(served().url, ['--arrange', 'ids:ids.json', '--only', second], directory);
    expect(ending.code).toBe(0);
    expect(ending.stdout).toContain('1 pass  0 fail');
  });

  it('asks a module, relative to the working directory', async () => {
    const adapter = `export default async ({ status, dialect, key, options }) => {
      const response = await fetch('${served().url}/_fixtures/payment_intents', {
        method: 'POST',
        headers: { Authorization: 'Bearer ' + key },
        body: JSON.stringify({ status, ...options }),
      });
      return dialect === 'chargefy' ? response.json() : undefined;
    };`;
    const directory = temporaryDirectory({ 'adapter.mjs': adapter });
    const ending = await verify(served().url, ['--arrange', 'adapter.mjs', '--only', second], directory);
    expect(ending).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('verify --exceptions', () => {
  const listed = (exceptions: unknown) => temporaryDirectory({ 'exceptions.json': JSON.stringify(exceptions) });
  const args = ['--exceptions', 'exceptions.json', '--only', second];

  it('accepts a failure that is on the list, and shows it with the reason', async () => {
    const ending = await verify(await lenient(), args, listed({ failing: { [second]: 'ticket 7' } }));
    expect(ending.code).toBe(0);
    expect(ending.stdout).toContain(`fail       ${second} (exception)\n`);
    expect(ending.stdout).toContain('\n  exception ticket 7\n');
    expect(lastLine(ending)).toBe('Conformant: every MUST passed or has an exception (1 failed).');
  });

  it('accepts no failure of a check that need not be judged', async () => {
    const ending = await verify(await lenient(), args, listed({ notJudged: { '**': 'no time' } }));
    expect(ending.code).toBe(1);
  });

  it.each([
    [
      'a check that may fail passes',
      { failing: { [second]: 'ticket 7' } },
      `${second} is on the list of exceptions but passes`,
    ],
    ['all that need not be judged was judged', { notJudged: { 'chargefy/**': 'later' } }, 'chargefy/** is on the list'],
  ])('fails when %s', async (_, exceptions, complaint) => {
    const ending = await verify(served().url, args, listed(exceptions));
    expect(ending.code).toBe(1);
    expect(ending.stdout).toContain(`\n${complaint}`);
    expect(lastLine(ending)).toBe('Not conformant: 1 exception is stale.');
  });

  it('may name checks of the other dialect, and checks that do not run', async () => {
    const later = { [stripeChecks[0]?.id ?? '']: 'later', 'chargefy/body/oversize': 'later' };
    const directory = listed({ failing: later, notJudged: { ...later, 'chargefy/race/*': 'later' } });
    expect((await verify(served().url, args, directory)).code).toBe(0);
  });
});

describe('verify with checks that are not judged', () => {
  const account = 'chargefy/organization/cancel';
  const options = ['--only', `{${account},chargefy/cancel/unknown-id}`];
  const pastedFrom = ({ stdout }: Ending) => /^\{$[\s\S]*^\}$/m.exec(stdout)?.[0] ?? '';

  it('ends with 3, and says which option helps; with 0 once the exceptions that it prints are given', async () => {
    const withoutExceptions = await verify(served().url, options);
    expect(withoutExceptions).toMatchObject({ code: 3, stderr: '' });
    expect(withoutExceptions.stdout).toContain(
      '\n1 MUST not judged: tenant isolation is not judged: give --other-key (otherKey).\n',
    );
    expect(lastLine(withoutExceptions)).toBe('Inconclusive: 1 MUST not judged.');

    const pasted = pastedFrom(withoutExceptions);
    expect(Object.keys(JSON.parse(pasted).notJudged)).toEqual([account]);
    const directory = temporaryDirectory({ 'exceptions.json': pasted });
    const ending = await verify(served().url, ['--exceptions', 'exceptions.json', ...options], directory);
    expect(ending.code).toBe(0);
    expect(lastLine(ending)).toBe('Conformant: every MUST passed or has an exception (1 not judged).');
  });

  it('counts what is skipped among them', async () => {
    const only = `{${second},chargefy/cancel/unknown-id}`;
    const ending = await verify(served().url, ['--only', only, '--skip', '**/unknown-id', '--skip', account]);
    expect(ending.code).toBe(3);
    expect(ending.stdout).toContain('\nunarranged chargefy/cancel/unknown-id the check is skipped\n');
    expect(Object.keys(JSON.parse(pastedFrom(ending)).notJudged)).toEqual(['chargefy/cancel/unknown-id']);
  });

  it('ends with 0 when each is a SHOULD, unless it is strict', async () => {
    const judged = chargefyChecks.filter(({ needs }) => !needs.includes('webhooks'));
    const should = judged.find(({ level, after = [] }) => level === 'SHOULD' && after.length > 0)?.id ?? '';
    const skipping = ['--only', should, '--skip', should];
    expect((await verify(served().url, skipping)).code).toBe(0);
    expect((await verify(served().url, [...skipping, '--strict'])).code).toBe(3);
  });
});

describe('verify --reporter', () => {
  it('writes each to its file, and pretty to standard output unless another does', async () => {
    const directory = temporaryDirectory();
    const files = ['junit=junit.xml', 'tap=out.tap', 'json=a=b.json'].flatMap((value) => ['--reporter', value]);
    const both = await verify(await lenient(), [...files, '--only', second], directory);
    expect(both.code).toBe(1);
    expect(lastLine(both)).toBe('Not conformant: 1 MUST failed.');
    expect(readFileSync(join(directory, 'junit.xml'), 'utf8')).toContain('<testsuite name="chargefy" ');
    expect(readFileSync(join(directory, 'out.tap'), 'utf8')).toContain(`not ok 1 - ${second}: `);
    expect(JSON.parse(readFileSync(join(directory, 'a=b.json'), 'utf8'))).toMatchObject({ outcome: 'not conformant' });

    const lines = await verify(served().url, ['--reporter', 'ndjson', '--seed', '42', '--only', second], directory);
    const parsed = lines.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(parsed.map(({ type }) => type)).toEqual(['start', 'result', 'end']);
    expect(parsed.at(-1)).toMatchObject({ seed: 42, outcome: 'conformant' });
  });

  it('leaves no earlier report where it could not run', async () => {
    const directory = temporaryDirectory({ 'junit.xml': '<testsuites failures="0"/>' });
    const { code } = await verify(await deadAddress(), ['--reporter', 'junit=junit.xml'], directory);
    expect(code).toBe(3);
    expect(readFileSync(join(directory, 'junit.xml'), 'utf8')).toBe('');
  });
});

describe('a key that verify is given', () => {
  const own = ['--other-key', 'ch_test_other', '--live-key', 'ch_live_reference'];
  const shown = /ch_test_reference|ch_live_reference|ch_test_other/;

  it('is in nothing that it writes', async () => {
    const directory = temporaryDirectory();
    const reporters = ['junit', 'json', 'tap', 'ndjson', 'html'].flatMap((name) => ['--reporter', `${name}=${name}`]);
    const only = ['--only', `{${second},chargefy/{authentication,organization,mode}/*}`];
    const ending = await verify(await lenient(), [...own, ...reporters, '--har', 'har', ...only], directory);
    expect(ending.code).toBe(1);
    const written = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
    expect(written).toHaveLength(6);
    for (const text of [ending.stdout, ending.stderr, ...written]) expect(text).not.toMatch(shown);
    const { log } = JSON.parse(readFileSync(join(directory, 'har'), 'utf8'));
    expect(log.entries.length).toBeGreaterThan(10);
    expect(JSON.stringify(log)).toContain('Bearer $OTHER_KEY');
    expect(JSON.stringify(log)).not.toMatch(/_secret_(?!REDACTED)/);
  });

  it('may come from the environment, where no list of processes shows it', async () => {
    const env = {
      PAYMENT_INTENT_CONTRACT_KEY: key,
      PAYMENT_INTENT_CONTRACT_OTHER_KEY: 'ch_test_other',
      PAYMENT_INTENT_CONTRACT_LIVE_KEY: '',
    };
    const directory = temporaryDirectory({
      'exceptions.json': JSON.stringify({ notJudged: { 'chargefy/mode/*': 'no live key' } }),
    });
    const only = ['--only', 'chargefy/{organization,mode}/retrieve', '--exceptions', 'exceptions.json'];
    const args = ['verify', 'chargefy', '--url', served().url, ...only];
    const { code, stdout } = await run(args, { env, directory });
    expect(code).toBe(0);
    expect(stdout).toContain('pass       chargefy/organization/retrieve\n');
    // An empty variable is no key.
    expect(stdout).toContain('unarranged chargefy/mode/retrieve\n');
  });

  it.each([
    ['of a misspelled option', ['--kye=ch_test_reference'], "unknown option '--kye=…'"],
    ['in the place of the dialect', ['ch_test_reference'], "value 'ch_test_…' is invalid for argument 'dialect'"],
  ])('is not repeated when it is refused: one %s', async (_, args, why) => {
    const complaint = await complaintOf(['verify', ...args]);
    expect(complaint).toContain(why);
    expect(complaint).not.toMatch(shown);
  });
});

describe('verify refuses what it can not work with', () => {
  const complete = ['verify', 'chargefy', '--url', 'http://127.0.0.1:1', '--key', key];

  it.each([
    ['no dialect', ['verify'], 'verify: name the dialect of the server, stripe or chargefy.'],
    ['an empty pattern', [...complete, '--only', ''], '--only: an empty pattern matches nothing; see --list.'],
    ['an empty pattern to skip', [...complete, '--skip', ''], '--skip: an empty pattern matches nothing; see --list.'],
    ['a HAR file it can’t write', [...complete, '--har', 'no/where.har'], "--har no/where.har: can't write the file"],
  ])('%s', async (_, args, why) => {
    expect(await complaintOf(args)).toContain(why);
  });

  it.each([
    ['no time', [...complete, '--timeout', '0'], 'A whole number from 1 to 2147483647.'],
    ['an invalid seed', [...complete, '--seed', '-1'], 'A whole number from 0 to 2147483647.'],
  ])('before it runs: %s', (_, args, why) => {
    expect(parsingComplaintOf(args)).toContain(why);
  });
});

describe('verify --list', () => {
  it('lists every check of a dialect, or of both, and the sentences that no check tests, and sends nothing', async () => {
    const ids = (text: string) => Array.from(text.matchAll(/^(?:MUST|SHOULD) +(\S+) {2,}\S/gm), ([, id]) => id);
    const both = [...stripeChecks, ...chargefyChecks].map(({ id }) => id);
    const all = await run(['verify', '--list']);
    expect(all).toMatchObject({ code: 0, stderr: '' });
    expect(ids(all.stdout)).toEqual(both);
    expect(all.stdout).toMatch(/^MUST +stripe\/effect\/hold-released +money +\S/m);
    for (const { quote, reason } of suites.stripe.untestable) expect(all.stdout).toContain(`“${quote}” (${reason})`);
    const { stdout } = await run(['verify', 'chargefy', '--list', '--only', 'chargefy/race/*']);
    expect(ids(stdout)).toEqual(both.filter((id) => id.startsWith('chargefy/race/')));
  });
});

describe('verify --explain', () => {
  it.each([second, 'chargefy/organization/cancel'])('says where %s comes from and what it takes', async (id) => {
    const { code, stdout, stderr } = await run(['verify', '--explain', id]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const check = chargefyChecks.find((candidate) => candidate.id === id);
    expect(stdout).toContain(`${id}  ${check?.level}\n${check?.title}\n`);
    expect(stdout).toContain(`“${check?.source.quote}” (${check?.source.page})`);
    expect(stdout).toMatch(/\nneeds {5}an intent in requires_payment_method/);
    expect(stdout).toMatch(/\nafter {5}(nothing|chargefy\/)/);
  });

  it('knows no other id', async () => {
    expect(await complaintOf(['verify', '--explain', 'chargefy/nothing'])).toBe(
      'error: --explain chargefy/nothing: there is no such check; see --list.',
    );
  });
});

it('verify --help tells the exit codes and the environment variables', async () => {
  const { code, stdout } = await run(['verify', '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    / 0 {2}conformant.*\n.* 1 {2}not conformant.*\n.* 2 {2}an option is wrong\n.* 3 {2}inconclusive/,
  );
  expect(stdout.replace(/\s+/g, ' ')).toContain('(env: PAYMENT_INTENT_CONTRACT_KEY)');
});

it('verify colours where it is asked to, and not where NO_COLOR is set', async () => {
  const args = ['verify', 'chargefy', '--url', served().url, '--key', key, '--only', second];
  expect((await run(args, { env: { FORCE_COLOR: '1' } })).stdout).toContain('\x1b[32m');
  expect((await run(args, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout).not.toContain('\x1b');
});

describe('verify --needs', () => {
  it('lists the intents that have to be arranged, and for how many checks a key, and sends nothing', async () => {
    const { code, stdout, stderr } = await run(['verify', '--needs']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^stripe: .*\n +\d{3} {2}requires_payment_method\n/);
    expect(stdout).toMatch(/\n +1 {2}requires_payment_method {2}of --other-key\n/);
    expect(stdout).toMatch(/\n +1 {2}requires_capture {2}\{"checkout_session":".+"\}\n/);
    expect(stdout).toMatch(/\n--other-key: \d checks\n/);
    expect(stdout).toMatch(/\nchargefy: /);
  });

  it('counts the checks that the selected ones follow', async () => {
    const { stdout } = await run(['verify', 'chargefy', '--needs', '--only', 'chargefy/cancel/generated-requests']);
    const [, count] = /^ +(\d+) {2}requires_payment_method$/m.exec(stdout) ?? [];
    expect(Number(count)).toBeGreaterThan(usualCases);
  });
});
