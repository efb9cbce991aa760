import { describe, expect, it } from 'vitest';
import { complaintOf, serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const inMemory = ['--database', 'memory:'];
const withKeys = (keys: unknown) => ({ directory: temporaryDirectory({ 'keys.json': JSON.stringify(keys) }) });

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

  it('decides who owns an intent', async () => {
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

  it('refuses a file without a key for a dialect that is served', async () => {
    const keys = withKeys([{ key: 'sk_live_51Mine', organization: 'acct_mine' }]);
    expect(await complaintOf(['serve', '--keys', 'keys.json'], keys)).toBe(
      'error: --keys keys.json: no key of chargefy; add one, or serve the other dialect alone.',
    );
  });

  it('refuses a file it can not make sense of', async () => {
    const directory = temporaryDirectory({ 'keys.json': 'sk_live_51Mine' });
    expect(await complaintOf(['serve', '--keys', 'keys.json'], { directory })).toBe(
      'error: --keys keys.json: the file is not valid JSON at line 1, column 1.',
    );
  });
});

describe('serve --host', () => {
  it('refuses an address that others can reach when the keys are public', async () => {
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
    const complaint = await complaintOf(
      ['serve', 'stripe', '--stripe-port', '0', '--host', '192.0.2.1', '--keys', 'keys.json', ...inMemory],
      withKeys([{ key: 'sk_test_51Mine', organization: 'acct_mine' }]),
    );
    expect(complaint).toMatch(/^error: --host 192\.0\.2\.1: can't listen there .*EADDRNOTAVAIL/);
  });
});
