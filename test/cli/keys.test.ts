import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { complaintOf, serve, temporaryDirectory } from '../support/cli.js';

const inMemory = ['--database', 'memory:'];

/** A working directory with a keys.json of this content. */
function withKeys(content: unknown) {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'keys.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return { directory };
}

const statusOf = async (url: string, key: string, method = 'GET') =>
  (await fetch(url, { method, headers: { Authorization: `Bearer ${key}` } })).status;

describe('serve --keys', () => {
  it('takes the keys of the file, with what each may do, and no other', async () => {
    const { url } = await serve(
      ['--keys', 'keys.json', ...inMemory],
      withKeys([
        { key: 'sk_test_51Mine', organization: 'acct_mine' },
        { key: 'rk_test_51Reads', organization: 'acct_mine', access: 'read' },
        { key: 'rk_test_51Writes', organization: 'acct_mine' },
        { key: 'rk_test_51Expired', organization: 'acct_mine', expired: true },
        { key: 'ch_live_51Mine', organization: 'org_mine' },
      ]),
    );
    const stripe = `${url.stripe}/v1/payment_intents/pi_none`;
    const chargefy = `${url.chargefy}/v1/payment-intents/pi_none`;
    // 404 means let in: there is no such intent.
    expect(await statusOf(stripe, 'sk_test_51Mine')).toBe(404);
    expect(await statusOf(stripe, 'rk_test_51Reads')).toBe(404);
    expect(await statusOf(`${stripe}/cancel`, 'rk_test_51Reads', 'POST')).toBe(403);
    expect(await statusOf(`${stripe}/cancel`, 'rk_test_51Writes', 'POST')).toBe(404);
    expect(await statusOf(stripe, 'rk_test_51Expired')).toBe(401);
    expect(await statusOf(stripe, 'sk_test_reference')).toBe(401);
    expect(await statusOf(stripe, 'ch_live_51Mine')).toBe(401);
    expect(await statusOf(chargefy, 'ch_live_51Mine')).toBe(404);
    expect(await statusOf(chargefy, 'ch_test_reference')).toBe(401);
  });

  it('decides whose an intent is', async () => {
    const { url } = await serve(
      ['stripe', '--keys', 'keys.json', ...inMemory],
      withKeys([
        { key: 'sk_test_51Mine', organization: 'acct_mine' },
        { key: 'sk_test_51Yours', organization: 'acct_yours' },
      ]),
    );
    await fetch(`${url.stripe}/_fixtures/payment_intents`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_test_51Mine' },
      body: '{"id":"pi_1","status":"requires_capture"}',
    });
    expect(await statusOf(`${url.stripe}/v1/payment_intents/pi_1`, 'sk_test_51Mine')).toBe(200);
    expect(await statusOf(`${url.stripe}/v1/payment_intents/pi_1`, 'sk_test_51Yours')).toBe(404);
  });

  const mine = { key: 'sk_live_51Secret', organization: 'acct_mine' };
  it.each<[string, unknown, string]>([
    ['is empty', '', 'the file is no JSON'],
    ['is no JSON', 'sk_live_51Secret', 'the file is no JSON'],
    ['breaks off', '[{"key":"sk_live_51Secret"', 'the file is no JSON at position 26'],
    ['has a stray key', '[sk_live_51Secret]', 'the file is no JSON'],
    ['is no list', mine, 'the file must be array; expected [{"key": "sk_test_…", "organization": "acct_…"}]'],
    ['has no key', [], 'the file must NOT have fewer than 1 items'],
    ['has an entry without organization', [{ key: mine.key }], "/0 must have required property 'organization'"],
    ['has an unknown field', [{ ...mine, role: 'admin' }], '/0 must NOT have additional properties'],
    [
      'has a key of unknown form',
      [{ ...mine, key: 'xx_live_51Secret' }],
      '/0 has a key of unknown form; keys begin with',
    ],
    ['gives a key of one dialect to the other', [{ ...mine, organization: 'org_mine' }], 'begin with acct_'],
    ['gives a Chargefy key to an account', [{ ...mine, key: 'ch_live_51Secret' }], 'begin with org_'],
    ['restricts a secret key', [{ ...mine, access: 'read' }], 'only a restricted key (rk_…) can have'],
    ['has a key twice', [mine, { ...mine, organization: 'acct_yours' }], '/1 has the key of an earlier entry'],
    [
      'has no key for a dialect that is served',
      [mine],
      'no key of chargefy; add one, or serve the other dialect alone',
    ],
  ])('refuses a file that %s, and does not repeat the key', async (_what, content, why) => {
    const complaint = await complaintOf(['serve', '--keys', 'keys.json'], withKeys(content));
    expect(complaint).toMatch(/^error: --keys keys\.json: /);
    expect(complaint).toContain(why);
    expect(complaint).not.toContain('51Secret');
  });

  it('refuses a file that is not there, or is a directory', async () => {
    const directory = temporaryDirectory();
    mkdirSync(join(directory, 'keys'));
    expect(await complaintOf(['serve', '--keys', 'none.json'])).toContain(
      "--keys none.json: can't read the file (ENOENT",
    );
    expect(await complaintOf(['serve', '--keys', 'keys'], { directory })).toContain(
      "--keys keys: can't read the file (EISDIR",
    );
  });
});

describe('serve --host', () => {
  it('refuses an address that others can reach while the keys are the ones everybody knows', async () => {
    expect(await complaintOf(['serve', '--host', '0.0.0.0'])).toBe(
      'error: --host 0.0.0.0: the reference keys are public; give your own with --keys FILE.',
    );
  });

  it('takes such an address with keys of your own, but offers no fixtures there', async () => {
    const { announcement, url } = await serve(
      ['stripe', '--host', '0.0.0.0', '--keys', 'keys.json', ...inMemory],
      withKeys([{ key: 'sk_test_51Mine', organization: 'acct_mine' }]),
    );
    const local = url.stripe.replace('0.0.0.0', '127.0.0.1');
    expect(await statusOf(`${local}/v1/payment_intents/pi_none`, 'sk_test_51Mine')).toBe(404);
    expect(await statusOf(`${local}/_fixtures/payment_intents`, 'sk_test_51Mine', 'POST')).toBe(404);
    expect(announcement).not.toContain('_fixtures');
  });

  it('refuses an address that this machine does not have', async () => {
    // 192.0.2.0/24 is reserved for documentation.
    const { directory } = withKeys([{ key: 'sk_test_51Mine', organization: 'acct_mine' }]);
    const args = ['serve', 'stripe', '--stripe-port', '0', '--host', '192.0.2.1', '--keys', 'keys.json', ...inMemory];
    expect(await complaintOf(args, { directory })).toMatch(
      /^error: --host 192\.0\.2\.1: can't listen there .*EADDRNOTAVAIL/,
    );
  });
});
