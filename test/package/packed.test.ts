import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, start } from '../support/cli.js';
import { nodePackages, nodes, type PackedProject, packedProject } from '../support/packed.js';
import { codeBelow } from '../support/readme.js';

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

beforeAll(() => {
  const compilers = ['typescript@5.9', 'typescript7@npm:typescript@7', '@types/node@20'];
  project = packedProject({ type: 'module' }, [...compilers, ...nodePackages]);
}, 300_000);

afterAll(() => project.remove(), 120_000);

it('the tarball has the name by which the README installs it', () => {
  const [lines = ''] = codeBelow('Start');
  const [, packs = '', installs = ''] = /^npm ci && npm pack .* (\S+\.tgz)\nnpm install (\S+)/.exec(lines) ?? [];

  const name = basename(project.tarball);
  expect([packs, installs]).toEqual([name, `../payment-intent-contract/${name}`]);
});

describe.each(nodes)('on Node %s', (node) => {
  const on = (...args: string[]) => project.on(node).run(...(args as [string, ...string[]]));

  it('the tests run that version', async () => {
    expect(await on('node', '--version')).toMatch(new RegExp(`^v${node}\\.`));
  });

  it.each(entries)('the entry %s can be imported and required, and has the same names in both', async (entry) => {
    const from = `'payment-intent-contract/${entry}'`;
    const print = (names: string) =>
      `console.log(Object.keys(${names}).filter((name) => name !== 'default').sort().join())`;

    const imported = await on('node', '--input-type=module', '-e', print(`await import(${from})`));
    const required = await on('node', '--input-type=commonjs', '-e', print(`require(${from})`));

    expect(imported).toMatch(/\w+\n/);
    expect(required).toBe(imported);
  });

  it('the command says its version', async () => {
    expect(await on('npx', '--no-install', 'payment-intent-contract', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('the server that it serves conforms to what it verifies', { timeout: 60_000 }, async () => {
    const command = `${project.folder}/node_modules/payment-intent-contract/dist/esm/cli.js`;
    const packed = { command, node: project.on(node).node };
    const server = start(['serve', 'chargefy', '--port', '0', '--database', 'memory:'], packed);
    const [, url = ''] = await server.printed('stdout', /^chargefy +(\S+)[\s\S]*\n$/);
    const keys = ['--key', 'ch_test_reference', '--other-key', 'ch_test_other', '--live-key', 'ch_live_reference'];

    const ending = await run(['verify', 'chargefy', '--url', url, ...keys], packed);

    expect(ending).toMatchObject({ code: 0, stderr: '' });
    expect(ending.stdout).toMatch(/\nConformant: every MUST passed[^\n]*\n$/);
  });
});

it.each(files)('the file %s is there', async (file) => {
  const script = `console.log(import.meta.resolve('payment-intent-contract/${file}'))`;
  const url = (await project.run(process.execPath, '--input-type=module', '-e', script)).trim();

  expect((await project.run('cat', fileURLToPath(url))).length).toBeGreaterThan(100);
});

const consumer = `import { createChargefyClient } from 'payment-intent-contract/chargefy';
import { unwrapEvent } from 'payment-intent-contract/chargefy/events';
import { Unarranged, stripeChecks, type Target } from 'payment-intent-contract/conformance';
import { startReference } from 'payment-intent-contract/reference';
import { createStripeClient, ensureCanceled, type StripeClient } from 'payment-intent-contract/stripe';
import { constructEvent } from 'payment-intent-contract/stripe/events';

const client: StripeClient = createStripeClient({ apiKey: 'sk_test_reference' });
export const outcome: Promise<'canceled' | string> = ensureCanceled(client, 'pi_1').then(({ outcome }) => outcome);
export const other = createChargefyClient({ apiKey: 'ch_test_reference' });
// @ts-expect-error Chargefy has no capture.
export const capture = other.capture;
const target: Target = { key: 'sk_test_reference', arrange: async () => { throw new Unarranged('none'); } };
export const checks = stripeChecks(target);
export const because = (error: unknown) => (error instanceof Unarranged ? error.message : undefined);
export const started = startReference('chargefy').then(({ keys, fetch }) => createChargefyClient({ apiKey: keys.live, fetch }));
export const received = constructEvent('{}', '', 'whsec_1').then(({ event }) =>
  event?.type === 'payment_intent.canceled' ? event.data.object.canceled_at : undefined,
);
export const reason: Promise<string | null | undefined> = unwrapEvent('{}', {}, 'whsec_1').then(({ event }) =>
  event?.type === 'payment.intent.canceled' ? event.data.object.cancellation_reason : undefined,
);
`;

describe.each(['typescript', 'typescript7'])('its types, read by %s, libraries included,', (compiler) => {
  const compile = (file: string, options: readonly string[], text = consumer) => {
    project.write(file, text);
    const given = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2023', ...options, file];
    return project.run('node', `node_modules/${compiler}/bin/tsc`, ...given);
  };

  it.each(['consumer.mts', 'consumer.cts'])('compile in %s', { timeout: 120_000 }, async (file) => {
    expect(await compile(file, ['--module', 'node16'])).toBe('');
  });

  it('compile with what the pages show of the clients', { timeout: 120_000 }, async () => {
    const calls = codeBelow('Calls');
    const shown = [...codeBelow('Call it'), ...calls, 'console.log(data, error, found, captured, byPath);'].join('\n');
    const receivers = codeBelow('Events you receive').map((code, index) =>
      code.replace('receive(', `receive${index}(`),
    );

    expect(await compile('shown.mts', ['--module', 'node16'], [shown, ...receivers].join('\n'))).toBe('');
  });

  it('compile for a bundler', { timeout: 120_000 }, async () => {
    expect(await compile('bundled.ts', ['--module', 'esnext', '--moduleResolution', 'bundler'])).toBe('');
  });
});

it('its types are found and of the right format, in both', { timeout: 120_000 }, async () => {
  const options = ['--profile', 'node16', '--format', 'json', '--exclude-entrypoints', ...files];

  // Whatever the profile does not ignore is an exit code.
  const { analysis } = JSON.parse(await project.run(attw, project.tarball, ...options));

  expect(Object.keys(analysis.entrypoints)).toEqual(entries.map((entry) => `./${entry}`));
});
