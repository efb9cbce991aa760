import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { type PackedProject, packedProject } from '../support/packed.js';

let project: PackedProject;

/** What a page has of the package: both clients, and what it receives. */
const page = `export { createStripeClient } from 'payment-intent-contract/stripe';
export { constructEvent } from 'payment-intent-contract/stripe/events';
export { createChargefyClient } from 'payment-intent-contract/chargefy';
export { unwrapEvent } from 'payment-intent-contract/chargefy/events';
`;

const bundlers = {
  esbuild: ['esbuild', 'page.js', '--bundle', '--minify', '--splitting', '--format=esm', '--outdir=esbuild'],
  vite: ['vite', 'build', '--logLevel', 'warn'],
};

beforeAll(() => {
  project = packedProject({ type: 'module' }, ['esbuild', 'vite@8']);
  project.write('page.js', page);
  project.write(
    'vite.config.js',
    `export default { build: { outDir: 'vite', lib: { entry: 'page.js', formats: ['es'], fileName: 'page' } } };\n`,
  );
}, 300_000);

afterAll(() => project.remove(), 120_000);

describe.each(Object.entries(bundlers))('%s bundles the clients for a browser', (name, command) => {
  beforeAll(() => project.run('npx', '--no-install', ...command), 120_000);

  it('with nothing of Node, and in 20 kB gzipped besides what is loaded on demand', () => {
    const files = readdirSync(join(project.folder, name), { recursive: true, encoding: 'utf8' });
    const text = readFileSync(join(project.folder, name, 'page.js'), 'utf8');

    expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(1);
    expect(text).not.toMatch(/\bfrom ?["'](?!\.)|node:|\brequire\(/);
    expect(gzipSync(text).length).toBeLessThan(20_000);
  });

  it('and the clients cancel and compare answers with the document', async () => {
    const { createStripeClient, createChargefyClient } = await import(
      pathToFileURL(join(project.folder, name, 'page.js')).href
    );
    for (const [dialect, create] of [
      ['stripe', createStripeClient],
      ['chargefy', createChargefyClient],
    ] as const) {
      const reference = await startReference(dialect);
      const { id } = await reference.createIntent({ status: 'requires_capture' });
      const client = create({ apiKey: reference.keys.secret, fetch: reference.fetch, validateResponses: true });
      expect(await client.cancel(id)).toMatchObject({ data: { id, status: 'canceled' } });
      await reference.close();
    }
  });
});
