import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, start } from '../support/cli.js';
import { type PackedProject, packedProject } from '../support/packed.js';

const entries = ['stripe', 'stripe/events', 'chargefy', 'chargefy/events', 'reference', 'conformance'];
const files = [
  'stripe.json',
  'chargefy.json',
  'control.json',
  'stripe.yaml',
  'chargefy.yaml',
  'control.yaml',
  'stripe.arazzo.yaml',
  'chargefy.arazzo.yaml',
  'report.schema.json',
  'package.json',
];

const attw = fileURLToPath(new URL('../../node_modules/.bin/attw', import.meta.url));

let project: PackedProject;
let command: string;

beforeAll(() => {
  project = packedProject({ type: 'module' }, ['typescript@5.9', '@types/node@20']);
  command = `${project.folder}/node_modules/payment-intent-contract/dist/src/cli/main.js`;
}, 300_000);

afterAll(() => project.remove());

describe.each(entries)('the entry %s', (entry) => {
  it('can be imported and required, and has the same names in both', async () => {
    const from = `'payment-intent-contract/${entry}'`;
    const print = (names: string) =>
      `console.log(Object.keys(${names}).filter((name) => name !== 'default').sort().join())`;

    const imported = await project.run(process.execPath, '--input-type=module', '-e', print(`await import(${from})`));
    const required = await project.run(process.execPath, '--input-type=commonjs', '-e', print(`require(${from})`));

    expect(imported).toMatch(/\w+\n/);
    expect(required).toBe(imported);
  });
});

it.each(files)('the file %s is there', async (file) => {
  const script = `console.log(import.meta.resolve('payment-intent-contract/${file}'))`;
  const url = (await project.run(process.execPath, '--input-type=module', '-e', script)).trim();

  expect((await project.run('cat', fileURLToPath(url))).length).toBeGreaterThan(100);
});

it('the command says its version', async () => {
  expect(await project.run('npx', '--no-install', 'payment-intent-contract', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it('the server that it serves conforms to what it verifies', { timeout: 60_000 }, async () => {
  const server = start(['serve', 'chargefy', '--chargefy-port', '0', '--database', 'memory:'], { command });
  const [, url = ''] = await server.printed('stdout', /^chargefy +(\S+)[\s\S]*\n$/);
  const keys = ['--key', 'ch_test_reference', '--other-key', 'ch_test_other', '--live-key', 'ch_live_reference'];

  expect(await run(['verify', 'chargefy', '--url', url, ...keys], { command })).toMatchObject({ code: 0, stderr: '' });
});

it.each(['consumer.mts', 'consumer.cts'])(
  'its types compile in %s where libraries are checked, too',
  async (file) => {
    project.write(
      file,
      `import { createChargefyClient } from 'payment-intent-contract/chargefy';
import { stripeChecks } from 'payment-intent-contract/conformance';
import { startReference } from 'payment-intent-contract/reference';
import { createStripeClient, ensureCanceled } from 'payment-intent-contract/stripe';

const client = createStripeClient({ apiKey: 'sk_test_reference' });
export const outcome: Promise<'canceled' | string> = ensureCanceled(client, 'pi_1').then(({ outcome }) => outcome);
export const other = createChargefyClient({ apiKey: 'ch_test_reference' });
export const checks = stripeChecks({ key: 'sk_test_reference', arrange: async () => ({ id: 'pi_1' }) });
export const started = startReference('chargefy').then(({ keys, fetch }) => createChargefyClient({ apiKey: keys.live, fetch }));
`,
    );
    const options = ['--strict', '--skipLibCheck', 'false', '--module', 'node16', '--target', 'es2023'];

    expect(await project.run('npx', '--no-install', 'tsc', '--noEmit', ...options, file)).toBe('');
  },
  120_000,
);

it('its types are found and of the right format, in both', { timeout: 120_000 }, async () => {
  const options = ['--profile', 'node16', '--format', 'json', '--exclude-entrypoints', ...files];

  // Whatever the profile does not ignore is an exit code.
  const { analysis } = JSON.parse(await project.run(attw, project.tarball, ...options));

  expect(Object.keys(analysis.entrypoints)).toEqual(entries.map((entry) => `./${entry}`));
});
