import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { arrange, startReference } from '../support/reference.js';

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
const payload = JSON.stringify({ id: 'evt_1', object: 'event', type: 'x', data: { object: { text: 'ünïcode 💶' } } });
const forged = payload.replace('evt_1', 'evt_2');

/** A runtime that has what edge runtimes share and nothing of Node, with one module of the client as `client`. */
async function openEdge(module: string): Promise<(body: string, ...given: unknown[]) => Promise<unknown>> {
  const { outputFiles } = await build({
    entryPoints: [`src/client/${module}.ts`],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'client',
    platform: 'neutral',
    mainFields: ['module', 'main'],
  });
  const vm = new EdgeVM({ initialCode: outputFiles[0]?.text ?? '' });
  return (body, ...given) => vm.evaluate(`(async (...given) => { ${body} })(...${JSON.stringify(given)})`);
}

describe('in an edge runtime', () => {
  it('there is no Node', async () => {
    const run = await openEdge('stripeEvents');

    expect(await run('return [typeof process, typeof Buffer, typeof require, typeof crypto.subtle]')).toEqual([
      ...['undefined', 'undefined', 'undefined', 'object'],
    ]);
  });

  it('constructEvent takes what the official package has signed, and nothing else', async () => {
    const header = new Stripe('sk_test_reference').webhooks.generateTestHeaderString({ payload, secret });
    const run = await openEdge('stripeEvents');

    const results = await run(
      `const [payload, forged, ...rest] = given;
      const bytes = new TextEncoder().encode(payload);
      const all = await Promise.all([payload, bytes, forged].map((body) => client.constructEvent(body, ...rest)));
      return all.map(({ event, error }) => event?.id ?? error.kind);`,
      ...[payload, forged, header, secret],
    );

    expect(results).toEqual(['evt_1', 'evt_1', 'signature_mismatch']);
  });

  it('unwrapEvent takes what the library of Standard Webhooks has signed, and nothing else', async () => {
    const now = new Date();
    const headers = {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('evt_1', now, payload),
    };
    const run = await openEdge('chargefyEvents');

    const results = await run(
      `const [payload, forged, headers, secret] = given;
      const unwrap = (body) => client.unwrapEvent(body, new Headers(headers), secret);
      const all = await Promise.all([payload, forged].map(unwrap));
      return all.map(({ event, error }) => event?.id ?? error.kind);`,
      ...[payload, forged, headers, secret],
    );

    expect(results).toEqual(['evt_1', 'signature_mismatch']);
  });

  it.each([
    ['stripe', 'createStripeClient', 'sk_test_reference'],
    ['chargefy', 'createChargefyClient', 'ch_test_reference'],
  ] as const)('the %s client cancels at the reference server', async (dialect, create, apiKey) => {
    const reference = await startReference(dialect);
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const run = await openEdge(dialect);

    const status = await run(
      `const [id, options] = given;
      const { data } = await client.${create}(options).cancel(id, { reason: 'duplicate' });
      return data.status;`,
      ...[id, { apiKey, baseUrl: reference.url }],
    );

    expect(status).toBe('canceled');
  });
});
