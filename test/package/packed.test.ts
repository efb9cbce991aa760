import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run, start } from '../support/cli.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

let project: string;
let command: string;
const inProject = (file: string, ...args: string[]) =>
  execFileSync(file, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'packed-'));
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', project], { cwd: root });
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const tarball = `./${String(packed).trim().split('\n').at(-1)}`;
  inProject('npm', 'install', '--no-audit', '--no-fund', tarball, 'typescript@5.9', '@types/node@20');
  command = join(project, 'node_modules/payment-intent-contract/dist/src/cli/main.js');
}, 300_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

it.each(['stripe', 'chargefy', 'conformance'])('the entry %s can be imported', (entry) => {
  const script = `const entry = await import('payment-intent-contract/${entry}'); console.log(Object.keys(entry).length > 0);`;

  expect(inProject(process.execPath, '--input-type=module', '-e', script)).toBe('true\n');
});

it.each([
  'stripe.json',
  'chargefy.json',
  'control.json',
  'stripe.yaml',
  'chargefy.yaml',
  'control.yaml',
  'package.json',
])('the file %s is there', (file) => {
  const script = `console.log(import.meta.resolve('payment-intent-contract/${file}'))`;
  const url = inProject(process.execPath, '--input-type=module', '-e', script).trim();

  expect(inProject('cat', fileURLToPath(url)).length).toBeGreaterThan(100);
});

it('the command says its version', () => {
  expect(inProject('npx', '--no-install', 'payment-intent-contract', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('the server that it serves conforms to what it verifies', { timeout: 60_000 }, async () => {
  const server = start(['serve', 'chargefy', '--chargefy-port', '0', '--database', 'memory:'], { command });
  const [, url = ''] = await server.printed('stdout', /^chargefy +(\S+)[\s\S]*\n$/);
  const keys = ['--key', 'ch_test_reference', '--other-key', 'ch_test_other', '--live-key', 'ch_live_reference'];

  expect(await run(['verify', 'chargefy', '--url', url, ...keys], { command })).toMatchObject({ code: 0, stderr: '' });
});

it('its types compile where libraries are checked, too', { timeout: 120_000 }, () => {
  writeFileSync(
    join(project, 'consumer.ts'),
    `import { createChargefyClient } from 'payment-intent-contract/chargefy';
import { stripeChecks } from 'payment-intent-contract/conformance';
import { createStripeClient, ensureCanceled } from 'payment-intent-contract/stripe';

const client = createStripeClient({ apiKey: 'sk_test_reference' });
export const outcome: Promise<'canceled' | string> = ensureCanceled(client, 'pi_1').then(({ outcome }) => outcome);
export const other = createChargefyClient({ apiKey: 'ch_test_reference' });
export const checks = stripeChecks({ key: 'sk_test_reference', arrange: async () => ({ id: 'pi_1' }) });
`,
  );
  const options = ['--strict', '--skipLibCheck', 'false', '--module', 'nodenext', '--target', 'es2023'];

  expect(inProject('npx', '--no-install', 'tsc', '--noEmit', ...options, 'consumer.ts')).toBe('');
});
