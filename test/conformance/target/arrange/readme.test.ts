import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { arrangeByModule } from '../../../../src/conformance/target/arrange/module.js';
import { Unarranged } from '../../../../src/conformance/target/Target.js';
import { codeBelow } from '../../../support/readme.js';
import { startReference } from '../../../support/reference.js';
import { serving } from '../../../support/serving.js';
import { temporaryDirectory } from '../../../support/temporaryDirectory.js';

const [template = ''] = codeBelow('Where intents come from');

/** A small server with create, confirm and cancel, and the intents that it made. */
async function startApi() {
  const intents = new Map<string, Record<string, string>>();
  const url = await serving(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const [, , , id = `pi_${randomUUID()}`, step] = (request.url ?? '').split('/');
    const intent = intents.get(id) ?? { ...form, owner: request.headers.authorization ?? '' };
    if (step === 'confirm' && form.payment_method === undefined) {
      response.writeHead(400).end('no payment method');
      return;
    }
    const paid = intent.capture_method === 'manual' ? 'requires_capture' : 'succeeded';
    const status = step === undefined ? 'requires_payment_method' : step === 'cancel' ? 'canceled' : paid;
    intents.set(id, { ...intent, status });
    response.end(JSON.stringify({ id, status }));
  });
  return { url, intents };
}

async function pasted(url: string) {
  const code = template.replaceAll('http://127.0.0.1:8080', url);
  expect(code).not.toBe(template);
  return arrangeByModule(join(temporaryDirectory({ 'adapter.mjs': code }), 'adapter.mjs'));
}

const wanted = (status: string, options = {}) =>
  ({ dialect: 'stripe', status, key: 'sk_test_own', options, fetch, signal: new AbortController().signal }) as const;

it('the module in the README has at most 15 lines', () => {
  expect(template.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
});

it.each(['requires_payment_method', 'requires_capture', 'succeeded', 'canceled'])(
  'the module in the README makes an intent in %s, as pasted',
  async (status) => {
    const { url, intents } = await startApi();
    const { id } = await (await pasted(url))(wanted(status, { amount: 1234 }));

    expect(intents.get(id)).toMatchObject({ status, amount: '1234', owner: 'Bearer sk_test_own' });
  },
);

it.each([wanted('processing'), wanted('succeeded', { customer: 'cus_1' })])(
  'the module in the README resolves to nothing for what it can not make: %j',
  async (asked) => {
    const { url, intents } = await startApi();
    await expect((await pasted(url))(asked)).rejects.toThrow(Unarranged);
    expect(intents.size).toBe(0);
  },
);

it('the module in the README says which request failed', async () => {
  const url = await serving((_request, response) => response.writeHead(501).end('not implemented'));
  const arrange = await pasted(url);
  await expect(arrange(wanted('succeeded'))).rejects.toThrow(
    `POST ${url}/v1/payment_intents answered 501: not implemented`,
  );
});

it.each(['requires_payment_method', 'requires_capture', 'succeeded', 'canceled'])(
  'the module in the README makes an intent in %s at the reference server, which refuses what Stripe would',
  async (status) => {
    const reference = await startReference('stripe');
    const arrange = await pasted(reference.url);
    const { id } = await arrange({ ...wanted(status), key: 'sk_test_reference' });

    const headers = { Authorization: 'Bearer sk_test_reference' };
    const answer = await fetch(`${reference.url}/v1/payment_intents/${id}`, { headers });
    expect(await answer.json()).toMatchObject({ id, status });
  },
);
