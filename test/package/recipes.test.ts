import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { startReference } from '../../src/reference/startReference.js';
import { type PackedProject, packedProject } from '../support/packed.js';
import { codeBelow } from '../support/readme.js';
import { deadAddress } from '../support/serving.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const folderOfAction = fileURLToPath(new URL('../../.github/actions/verify', import.meta.url));

let project: PackedProject;

beforeAll(() => {
  project = packedProject({ type: 'module' }, ['typescript', '@types/node', 'stripe', 'testcontainers@12']);
}, 300_000);

afterAll(() => project.remove(), 120_000);

it('the action installs the tarball outside of the workspace, runs the kit and writes its report', {
  timeout: 120_000,
}, async () => {
  await using reference = await startReference('stripe');
  const given = {
    DIALECT: 'stripe',
    URL: await reference.listen(),
    OPTIONS: '--only stripe/cancel/* --arrange api',
    REPORT: 'conformance.xml',
    PACKAGE: project.tarball,
    PAYMENT_INTENT_CONTRACT_KEY: reference.keys.secret,
    PAYMENT_INTENT_CONTRACT_OTHER_KEY: '',
    RUNNER_TEMP: join(project.folder, 'runner'),
    GITHUB_ACTION_PATH: folderOfAction,
  };
  // A file by the name of the pattern, for which a shell would take it.
  mkdirSync(join(project.folder, 'stripe/cancel/mine'), { recursive: true });
  // What npm needs to reach its registry from here.
  const network = Object.entries(process.env).filter(([name]) => /^npm_config_|_proxy$|_certs?$|^ssl_cert/i.test(name));
  const names = [...network, ...Object.entries(given)].map(([name, value]) => `${name}=${value}`);

  const output = await project.run('env', ...names, `${folderOfAction}/verify.sh`);

  expect(output).toContain('pass       stripe/cancel/already-canceled\n');
  expect(output).toMatch(/\nConformant: /);
  expect(readFileSync(join(project.folder, 'conformance.xml'), 'utf8')).toContain('<testsuite');
});

it('the service of Compose serves, and is healthy', { timeout: 120_000 }, async () => {
  const [recipe = ''] = codeBelow('Compose');
  const { command, healthcheck } = parse(recipe).services.stripe as {
    command: string[];
    healthcheck: { test: string[] };
  };
  const url = await deadAddress();
  const { port } = new URL(url);
  const folder = temporaryDirectory();
  copyFileSync(project.tarball, join(folder, 'payment-intent-contract-0.1.0.tgz'));
  const [shell = '', ...args] = command.map((text) => text.replace('--database', `--port ${port} --database`));
  const server = spawn(shell, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void server.kill());

  for await (const chunk of server.stdout) if (String(chunk).includes(url)) break;

  const [, node = '', ...script] = healthcheck.test.map((text) => text.replace('4010', port));
  expect(await project.run(node, ...script)).toBe('');
  await expect(project.run(node, ...script.map((text) => text.replace('_health', '_none')))).rejects.toThrow();
});

it('the test with Testcontainers compiles', { timeout: 120_000 }, async () => {
  project.write('containers.mts', codeBelow('Testcontainers')[0] ?? '');
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'node16', '--target', 'es2023'];

  expect(await project.run('npx', '--no-install', 'tsc', ...options, 'containers.mts')).toBe('');
});
