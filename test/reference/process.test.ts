import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { bin } from '../support/build.js';

it('a reference that listens, with a request that waits for ever, keeps no process alive', async () => {
  const entry = pathToFileURL(`${dirname(bin)}/reference.js`).href;
  const script = `
    import { startReference } from '${entry}';
    const reference = await startReference('stripe');
    await reference.createIntent({ status: 'requires_capture', id: 'pi_1' });
    await reference.listen();
    reference.faults.add({ on: 'retrievePaymentIntent', delay: 'forever' });
    const headers = { Authorization: \`Bearer \${reference.keys.secret}\` };
    void reference.fetch('http://localhost/v1/payment_intents/pi_1', { headers });
    console.log('ready');
  `;

  const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { timeout: 10_000 });

  expect((await ended).stdout).toBe('ready\n');
});
