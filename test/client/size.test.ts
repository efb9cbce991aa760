import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle, clientEntries } from '../support/clientBundle.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

/** The official package, as the two operations need it. */
async function officialSize(): Promise<number> {
  const directory = temporaryDirectory();
  const entry = join(directory, 'official.js');
  const stripe = import.meta.resolve('stripe');
  writeFileSync(
    entry,
    `export { default } from ${JSON.stringify(stripe.replace('file://', '').replace('esm.node', 'esm.worker'))};`,
  );
  return (await bundle({ official: entry })).sizeOf('official.js');
}

describe('what a page has to load', () => {
  it.each(Object.keys(clientEntries))('for the %s client is less than 6 kB gzipped', async (entry) => {
    const size = (await bundle(clientEntries)).sizeOf(`${entry}.js`);

    expect(size).toBeGreaterThan(2_000);
    expect(size).toBeLessThan(6_000);
  });

  it('is a twentieth of the official SDK', async () => {
    const ours = (await bundle(clientEntries)).sizeOf('stripe.js');
    const theirs = await officialSize();
    console.log(ours, theirs);
    expect(theirs / ours).toBeGreaterThan(20);
  });

  it('holds neither the document nor the validator', async () => {
    const { files } = await bundle(clientEntries);

    for (const name of ['stripe.js', 'chargefy.js']) {
      const text = String(files.get(name));
      expect(text).not.toContain('payment_method_configuration_details');
      expect(text).not.toContain('must have required property');
      expect(text).not.toContain('node:');
    }
  });
});
