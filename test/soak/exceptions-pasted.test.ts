import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { run, serve } from '../support/cli.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const key = { stripe: 'sk_test_reference', chargefy: 'ch_test_reference' };

it.each(dialectNames)(
  'a first run against a server of %s without fixtures is one paste away from 0',
  async (dialect) => {
    const { url } = await serve(['--database', 'memory:', '--log-level', 'silent']);
    const fixtures = `${url[dialect]}/_fixtures/payment_intents`;
    // Has no way to anything but intents that nobody has paid.
    const adapter = `export default async ({ status, key, options }) => {
      if (status !== 'requires_payment_method' || Object.keys(options).length > 0) return undefined;
      const headers = { Authorization: 'Bearer ' + key };
      const response = await fetch('${fixtures}', { method: 'POST', headers, body: JSON.stringify({ status }) });
      return response.json();
    };`;
    const directory = temporaryDirectory({ 'adapter.mjs': adapter });
    const options = ['--url', url[dialect], '--key', key[dialect], '--arrange', 'adapter.mjs', '--timeout', '60000'];
    const verify = (more: readonly string[] = []) => run(['verify', dialect, ...options, ...more], { directory });

    const first = await verify();
    expect(first).toMatchObject({ code: 3, stderr: '' });
    expect(first.stdout).toMatch(/\n\d+ MUST not judged: adapter\.mjs can't make an intent in requires_capture\.\n/);
    const [pasted = ''] = /^\{$[\s\S]*^\}$/m.exec(first.stdout) ?? [];
    writeFileSync(join(directory, 'exceptions.json'), pasted);

    const second = await verify(['--exceptions', 'exceptions.json']);
    expect(second.stdout).toMatch(/\nConformant: every MUST passed or has an exception \(\d+ not judged\)[^\n]*\n$/);
    expect(second).toMatchObject({ code: 0, stderr: '' });
  },
  120_000,
);

it('a run against a server that makes no intent says so, and what helps', async () => {
  const reference = await serve(['--database', 'memory:', '--log-level', 'silent', '--no-control']);
  const target = ['--url', reference.url.chargefy, '--key', key.chargefy];
  const { code, stdout } = await run([
    'verify',
    'chargefy',
    ...target,
    '--only',
    'chargefy/cancel/{unknown-id,same-id}',
  ]);
  expect(code).toBe(3);
  expect(stdout).toMatch(
    /\n\d MUST not judged: POST \/_fixtures\/payment_intents answered 404, so no intent could be made; use another --arrange\.\n/,
  );
});
