import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTarget, type TargetOptions } from '../../src/cli/target.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const complete = { url: 'http://127.0.0.1:4010', key: 'sk_test_mine', arrange: 'fixtures' };

describe('the target that options point at', () => {
  it('has the address without the last slash, and the keys that were given', async () => {
    const target = await readTarget({ ...complete, url: 'https://host.example/base/', otherKey: 'sk_test_other' });
    expect(target).toEqual({
      url: 'https://host.example/base',
      key: 'sk_test_mine',
      otherKey: 'sk_test_other',
      arrange: expect.any(Function),
    });
  });

  it('takes an empty key for none', async () => {
    const target = await readTarget({ ...complete, otherKey: '', liveKey: '', publishableKey: '' });
    expect(Object.keys(target).sort()).toEqual(['arrange', 'key', 'url']);
  });

  it.each<[string, TargetOptions, string]>([
    ['no address', { key: 'sk_test_mine', arrange: 'fixtures' }, '--url: say where the implementation is, as http'],
    ['no host', { ...complete, url: 'http://' }, '--url: expected http://HOST'],
    ['another protocol', { ...complete, url: 'localhost:4010' }, '--url: expected http://HOST'],
    ['credentials in the address', { ...complete, url: 'http://sk_test_mine@host' }, '--url: expected http://HOST'],
    ['a query', { ...complete, url: 'http://host/?key=sk_test_mine' }, '--url: expected http://HOST'],
    ['no key', { ...complete, key: '' }, '--key: give a secret key of the test mode.'],
    ['a key with a line break', { ...complete, key: 'sk_test_mine\n' }, '--key: a key has no spaces'],
    ['a key beyond ASCII', { ...complete, liveKey: 'sk_test_mine…' }, '--live-key: a key has no spaces'],
    ['a key twice', { ...complete, otherKey: 'sk_test_mine' }, 'two are the same; leave out what you have no key for.'],
    [
      'a module that is not there',
      { ...complete, arrange: './no.mjs' },
      "--arrange ./no.mjs: ./no.mjs can't be loaded",
    ],
    ['a file of ids that is not there', { ...complete, arrange: 'ids:no.json' }, "--arrange ids no.json: can't read"],
  ])('is refused with %s, in a line that repeats no key', async (_, options, why) => {
    const error = await readTarget(options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    const { message } = error as UsageError;
    expect(message).toContain(why);
    expect(message).not.toMatch(/\n|sk_test_mine/);
  });

  it.each([
    ['an id twice', '{"processing":["pi_1","pi_1"]}', 'The id pi_1 is there twice; each is spent once.'],
    ['no list', '{"processing":"pi_1"}', 'The ids of processing are not a list of ids.'],
  ])('is refused with a file of ids that has %s', async (_, content, why) => {
    const path = join(temporaryDirectory({ 'ids.json': content }), 'ids.json');
    const refused = readTarget({ ...complete, arrange: `ids:${path}` });
    await expect(refused).rejects.toThrow(new UsageError(`--arrange ids:${path}: ${why}`));
  });
});
