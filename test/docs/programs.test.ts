import { expect, it, onTestFinished } from 'vitest';
import { startReference } from '../../src/reference/startReference.js';
import { runProgram } from '../support/fences.js';
import { codeBelow } from '../support/readme.js';

const [calls = ''] = codeBelow('Calls');
const [time = ''] = codeBelow('Time');
const [spawned = ''] = codeBelow('In a test');

it('each call that the page of the clients shows is answered with an intent', async () => {
  const reference = await startReference('stripe');
  onTestFinished(() => reference.close());
  const url = await reference.listen();
  const holds = await Promise.all(
    ['pi_1', 'pi_2', 'pi_3', 'pi_4'].map((id) => reference.createIntent({ id, status: 'requires_capture' })),
  );
  const ids = holds.map(({ id }) => id).values();
  const onHolds = calls.replaceAll('pi_…', () => ids.next().value ?? 'none');

  const output = await runProgram(`
import { createStripeClient } from 'payment-intent-contract/stripe';
const stripe = createStripeClient({ apiKey: '${reference.keys.secret}', baseUrl: '${url}' });
${onHolds}
const results = [{ data, error }, found, captured, byPath];
console.log(JSON.stringify(results.map(({ data, error }) => error ?? [data.id, data.status, data.amount_received])));`);

  expect(JSON.parse(output)).toEqual([
    ['pi_1', 'canceled', 0],
    ['pi_2', 'requires_capture', 0],
    ['pi_3', 'succeeded', 500],
    ['pi_4', 'canceled', 0],
  ]);
});

it('the lines about time come to what they say', async () => {
  const output = await runProgram(`
import { startReference } from 'payment-intent-contract/reference';
import Stripe from 'stripe';
const reference = await startReference('stripe');
const stripe = new Stripe(reference.keys.secret, { httpClient: Stripe.createFetchHttpClient(reference.fetch) });
${time.replace(/^await (stripe\..*);(.*)$/m, 'const { status, cancellation_reason: reason } = await $1;$2')}
console.log([status, reason].join(', '));
await reference.close();`);

  const [, comment] = /; +\/\/ (canceled, .*)$/m.exec(time) ?? [];
  expect(output).toBe(`${comment}\n`);
});

it('the lines that start and stop a server in a test do so', async () => {
  const output = await runProgram(`
import { spawn } from 'node:child_process';
import { once } from 'node:events';
${spawned.replace('// …', "console.log(ready.toString().split('\\n')[0] === 'stripe  ' + url, (await fetch(url + '/_health')).status);")}
await once(server, 'close');
console.log(await fetch(url + '/_health').catch((error) => error.message));`);

  expect(output).toBe('true 200\nfetch failed\n');
});
