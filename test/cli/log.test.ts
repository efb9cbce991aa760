import { expect, it } from 'vitest';
import { serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

it('the log holds no character that a terminal obeys', async () => {
  const organization = 'acct_\u009b2J\u007f';
  const keys = [{ key: 'sk_test_mine', organization }];
  const directory = temporaryDirectory({ 'keys.json': JSON.stringify(keys) });
  const server = await serve(['--keys', 'keys.json', 'stripe'], { directory });
  const headers = { Authorization: 'Bearer sk_test_mine' };
  expect((await fetch(`${server.url.stripe}/v1/payment_intents/pi_unknown`, { headers })).status).toBe(404);
  server.kill('SIGTERM');
  const { stderr } = await server.ended;
  expect(stderr).toContain('"organization":"acct_\\u009b2J\\u007f"');
  expect(stderr).not.toMatch(/[^\P{Cc}\n]/u);
});
