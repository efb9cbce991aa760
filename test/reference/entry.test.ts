import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Leaves a request unanswered, and a reference open. */
const script = `
loading.then(async ({ startReference }) => {
  const { keys, fetch, faults, createIntent } = await startReference('stripe');
  const { id } = await createIntent({ status: 'requires_capture' });
  const cancel = () =>
    fetch('https://api.stripe.com/v1/payment_intents/' + id + '/cancel', {
      method: 'POST',
      headers: { Authorization: 'Bearer ' + keys.secret },
    });
  console.log((await (await cancel()).json()).status);
  faults.add({ on: 'cancelPaymentIntent', delay: 3_600_000 });
  await Promise.race([cancel(), new Promise(setImmediate)]);
});`;

describe('nothing of a reference keeps a process alive', () => {
  it.each([
    ['imported', "const loading = import('payment-intent-contract/reference');"],
    ['required', "const loading = Promise.resolve(require('payment-intent-contract/reference'));"],
  ])('when it is %s', async (_, load) => {
    const args = ['--input-type=commonjs', '-e', load + script];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 25_000 });

    expect({ stdout, stderr }).toEqual({ stdout: 'canceled\n', stderr: '' });
  });
});
