import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { serve } from '../support/cli.js';
import { paste } from '../support/paste.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const inMemory = ['--database', 'memory:'];
const curlLines = /^ +(curl .*)$/gm;

describe('what serve prints when it is ready', () => {
  it('says of each dialect where it is, where its docs are and which keys it takes', async () => {
    const { announcement, url } = await serve(inMemory);
    for (const dialect of dialectNames) {
      const health = await fetch(`${url[dialect]}/_health`);
      expect(await health.json()).toEqual({ status: 'ok', dialect });
      expect(announcement).toContain(`\n  docs  ${url[dialect]}/docs\n`);
    }
    expect(announcement).toContain(
      '\n  keys  sk_test_reference  sk_live_reference  pk_test_reference  sk_test_other  sk_test_platform\n',
    );
    expect(announcement).toContain('\n  keys  ch_test_reference  ch_live_reference  ch_test_other\n');
  });

  it.each(dialectNames)(
    '%s alone when it alone is named, and two lines to paste: one makes an intent, the other cancels it',
    async (dialect) => {
      const { announcement, url } = await serve([dialect, ...inMemory]);
      expect(Object.values(url).filter(Boolean)).toEqual([url[dialect]]);
      expect(announcement.match(/http:\/\/[^/\s]+/g)?.every((origin) => origin === url[dialect])).toBe(true);
      const [make = '', cancel = '', ...more] = Array.from(announcement.matchAll(curlLines), ([, line]) => line);
      expect(more).toEqual([]);

      const made = await paste(make);
      expect(made).toMatchObject({ object: 'payment_intent', status: 'requires_capture', canceled_at: null });
      expect(await paste(cancel)).toMatchObject({ id: made.id, status: 'canceled', amount_capturable: 0 });
    },
  );

  it('nothing to paste without fixtures, for there is nothing to make an intent with', async () => {
    const { announcement, url } = await serve(['stripe', '--no-fixtures', ...inMemory]);
    expect(announcement).not.toMatch(curlLines);
    const fixture = await fetch(`${url.stripe}/_fixtures/payment_intents`, {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_test_reference' },
      body: '{"status":"requires_capture"}',
    });
    expect(fixture.status).toBe(404);
  });

  it('how many keys a file has, never the keys', async () => {
    const keys = [{ key: 'sk_live_51Mine', organization: 'acct_mine' }];
    const directory = temporaryDirectory({ 'keys.json': JSON.stringify(keys) });
    const { announcement } = await serve(['stripe', '--keys', 'keys.json', ...inMemory], { directory });
    expect(announcement).toContain('\n  keys  1 from your file\n');
    expect(announcement).not.toContain('51Mine');
  });
});
