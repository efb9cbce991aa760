import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTarget, type TargetOptions } from '../../src/cli/target.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const complete = { url: 'http://127.0.0.1:4010', key: 'sk_test_mine', arrange: 'fixtures' };

const stranger = { url: 'https://host.example', key: 'sk_test_mine', arrange: 'fixtures' };

describe('a key for a target that is not on loopback', () => {
  it.each<[string, Partial<TargetOptions>, string]>([
    [
      'a live key',
      { key: 'sk_live_mine' },
      '--key: this is a secret key of the live mode, not a secret key of the test',
    ],
    ['another live key', { otherKey: 'rk_live_other' }, '--other-key: this is a restricted key of the live mode, not'],
    [
      'a test key as the live one',
      { liveKey: 'sk_test_live' },
      '--live-key: this is a secret key of the test mode, not',
    ],
    ['a publishable key', { key: 'pk_test_mine' }, '--key: this is a publishable key of the test mode, not a secret'],
    ['a secret as publishable key', { publishableKey: 'sk_test_pub' }, '--publishable-key: this is a secret key of'],
    ['a key of another vendor', { key: 'ch_test_mine' }, '--key: this is a key of chargefy, not a secret key'],
  ])('can not be %s, unless that is allowed', async (_, options, why) => {
    const error = await readTarget('stripe', { ...stranger, ...options }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toContain(why);
    expect((error as UsageError).message).not.toMatch(/_mine|_other|_pub/);
    await expect(readTarget('stripe', { ...stranger, ...options, allowLive: true })).resolves.toMatchObject(options);
  });

  it('can be of the kind its option says, and of a form of its own', async () => {
    const keys = { otherKey: 'rk_test_other', liveKey: 'sk_live_mine', publishableKey: 'pk_test_mine' };
    await expect(readTarget('stripe', { ...stranger, ...keys })).resolves.toMatchObject(keys);
    await expect(readTarget('stripe', { ...stranger, key: 'of-our-own' })).resolves.toMatchObject({
      key: 'of-our-own',
    });
  });
});

describe('a key for a target on loopback', () => {
  it.each<[string, Partial<TargetOptions>, string]>([
    [
      'publishable',
      { key: 'pk_test_mine' },
      '--key: this is a publishable key of the test mode, not a secret key of the',
    ],
    [
      'live',
      { key: 'sk_live_mine' },
      '--key: this is a secret key of the live mode, not a secret key of the test mode;',
    ],
    [
      'live for the other organization',
      { otherKey: 'rk_live_other' },
      '--other-key: this is a restricted key of the live',
    ],
    [
      'publishable for the other organization',
      { otherKey: 'pk_test_other' },
      '--other-key: this is a publishable key of',
    ],
  ])('can not be %s, unless that is allowed', async (_, options, why) => {
    const error = await readTarget('stripe', { ...complete, ...options }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    const { message } = error as UsageError;
    expect(message).toContain(why);
    expect(message).toMatch(/; give the right one, or --allow-live to send it anyway\.$/);
    expect(message).not.toMatch(/_mine|_other/);
    await expect(readTarget('stripe', { ...complete, ...options, allowLive: true })).resolves.toMatchObject(options);
  });

  it.each<Partial<TargetOptions>>([
    { liveKey: 'sk_test_live' },
    { publishableKey: 'sk_test_pub' },
    { key: 'ch_test_mine' },
    { key: 'rk_test_mine' },
  ])('can be of a kind that some server may take: %o', async (options) => {
    await expect(readTarget('stripe', { ...complete, ...options })).resolves.toMatchObject(options);
  });
});

describe('what every request has', () => {
  it('is in the target', async () => {
    const header = ['X-Gate: a:b', 'x-other:c '];
    const target = await readTarget('stripe', { ...stranger, header, rate: 5, insecure: true });
    expect(target).toMatchObject({ headers: { 'X-Gate': 'a:b', 'x-other': 'c' }, rate: 5, tls: { insecure: true } });
  });

  it.each<[string, Partial<TargetOptions>, string]>([
    ['no header', { header: ['secret'] }, '--header: expected "Name: value".'],
    ['no name', { header: [': secret'] }, '--header: a header needs a name of letters'],
    ['no value', { header: ['X-Gate:'] }, '--header: X-Gate needs a value in one line.'],
    ['a line break', { header: ['X-Gate: secret\nX: y'] }, '--header: X-Gate needs a value in one line.'],
    ['a header twice', { header: ['X-Gate: secret', 'x-gate: secret'] }, '--header: x-gate is given twice; keep one.'],
    ['what the kit sets', { header: ['authorization: secret'] }, '--header: the kit sets authorization itself'],
    ['a length', { header: ['Content-Length: 5'] }, '--header: the kit sets Content-Length itself'],
    ['TLS without TLS', { ...complete, insecure: true }, '--insecure: the --url is not https'],
    ['a certificate without a key', { cert: 'a.pem' }, '--cert: give --cert-key as well.'],
    ['a key without a certificate', { certKey: 'a.pem' }, '--cert-key: give --cert as well.'],
    ['no certificate', { cert: 'no.pem', certKey: 'no.pem' }, "--cert no.pem: can't read the file"],
    ['no PEM', { cert: 'package.json', certKey: 'package.json' }, '--cert package.json: this and --cert-key'],
  ])('can not be %s', async (_, options, why) => {
    const error = await readTarget('stripe', { ...stranger, ...options }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toContain(why);
    expect((error as UsageError).message).not.toMatch(/\n|secret/);
  });
});

describe('the target that options point at', () => {
  it('has the address without the last slash, and the keys that were given', async () => {
    const target = await readTarget('stripe', {
      ...complete,
      url: 'https://host.example/base/',
      otherKey: 'sk_test_other',
    });
    expect(target).toEqual({
      url: 'https://host.example/base',
      key: 'sk_test_mine',
      otherKey: 'sk_test_other',
      arrange: expect.any(Function),
    });
  });

  it('takes an empty key for none', async () => {
    const target = await readTarget('stripe', { ...complete, otherKey: '', liveKey: '', publishableKey: '' });
    expect(Object.keys(target).sort()).toEqual(['arrange', 'key', 'url']);
  });

  it.each<[string, TargetOptions, string]>([
    ['no address', { key: 'sk_test_mine', arrange: 'fixtures' }, '--url: give the address of the server, as http'],
    ['no host', { ...complete, url: 'http://' }, '--url: expected http://HOST'],
    ['another protocol', { ...complete, url: 'localhost:4010' }, '--url: expected http://HOST'],
    ['credentials in the address', { ...complete, url: 'http://sk_test_mine@host' }, '--url: expected http://HOST'],
    ['a query', { ...complete, url: 'http://host/?key=sk_test_mine' }, '--url: expected http://HOST'],
    ['no key', { ...complete, key: '' }, '--key: give a secret key of the test mode.'],
    ['a key with a line break', { ...complete, key: 'sk_test_mine\n' }, '--key: a key has no spaces'],
    ['a key beyond ASCII', { ...complete, liveKey: 'sk_test_mine…' }, '--live-key: a key has no spaces'],
    [
      'a key twice',
      { ...complete, otherKey: 'sk_test_mine' },
      'two are the same; leave out the option that you have no key for.',
    ],
    [
      'a module that is not there',
      { ...complete, arrange: './no.mjs' },
      '--arrange ./no.mjs: there is no such file; name a module, or another way (see --help).',
    ],
    ['a file of ids that is not there', { ...complete, arrange: 'ids:no.json' }, "--arrange ids:no.json: can't read"],
    [
      'a misspelled way to arrange',
      { ...complete, arrange: 'fixture' },
      "--arrange fixture: known are fixtures, api, ids:FILE and a module's path; did you mean fixtures?",
    ],
    [
      'ids without a file',
      { ...complete, arrange: 'ids' },
      "--arrange ids: known are fixtures, api, ids:FILE and a module's path; did you mean ids:FILE?",
    ],
    [
      'a word that is no way to arrange',
      { ...complete, arrange: 'database' },
      "--arrange database: known are fixtures, api, ids:FILE and a module's path.",
    ],
  ])('is refused with %s, in a line that repeats no key', async (_, options, why) => {
    const error = await readTarget('stripe', options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    const { message } = error as UsageError;
    expect(message).toContain(why);
    expect(message).not.toMatch(/\n|sk_test_mine/);
  });

  it.each([
    [
      'an id twice',
      '{"processing":["pi_1","pi_1"]}',
      'The id pi_1 is listed twice; remove one, because each can be used once.',
    ],
    ['no list', '{"processing":"pi_1"}', 'The ids of processing must be a list of ids.'],
    [
      'a misspelled status',
      '{"requires_captur":["pi_1"]}',
      'stripe has no status requires_captur; did you mean requires_capture? Known are requires_payment_method, requires_confirmation, requires_action, requires_capture, processing, succeeded, canceled.',
    ],
    [
      'a status of the other dialect',
      '{"pending":["pi_1"]}',
      'stripe has no status pending; known are requires_payment_method, requires_confirmation, requires_action, requires_capture, processing, succeeded, canceled.',
    ],
  ])('is refused with a file of ids that has %s', async (_, content, why) => {
    const path = join(temporaryDirectory({ 'ids.json': content }), 'ids.json');
    const refused = readTarget('stripe', { ...complete, arrange: `ids:${path}` });
    await expect(refused).rejects.toThrow(new UsageError(`--arrange ids:${path}: ${why}`));
  });
});
