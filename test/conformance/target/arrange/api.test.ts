import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { arrangeByApi } from '../../../../src/conformance/target/arrange/api.js';
import { Unarranged, type Wanted } from '../../../../src/conformance/target/Target.js';

interface Sandbox {
  readonly url: string;
  readonly requests: { path: string; authorization: string | undefined; form: Record<string, string> }[];
}

/** What Stripe's test mode makes of the test payment methods, as far as an intent's status goes. */
function statusOf({ confirm, payment_method: method, capture_method: capture }: Record<string, string>): string {
  if (method === undefined) return 'requires_payment_method';
  if (confirm === undefined) return 'requires_confirmation';
  if (method === 'pm_card_threeDSecure2Required') return 'requires_action';
  return capture === 'manual' ? 'requires_capture' : 'succeeded';
}

async function startSandbox(answer = statusOf): Promise<Sandbox> {
  const requests: Sandbox['requests'] = [];
  const server = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const path = request.url ?? '';
    requests.push({ path, authorization: request.headers.authorization, form });
    const status = path.endsWith('/cancel') ? 'canceled' : answer(form);
    response.statusCode = status === 'declined' ? 402 : 200;
    response.end(JSON.stringify({ id: 'pi_made', status }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const wanted = (status: string, more: Partial<Wanted> = {}): Wanted => ({
  dialect: 'stripe',
  status,
  key: 'sk_test_own',
  options: {},
  fetch,
  signal: new AbortController().signal,
  ...more,
});

it.each(['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture', 'succeeded'])(
  'creates an intent in %s',
  async (status) => {
    const { url, requests } = await startSandbox();

    expect(await arrangeByApi(url)(wanted(status))).toEqual({ id: 'pi_made' });
    expect(requests.map(({ path }) => path)).toEqual(['/v1/payment_intents']);
  },
);

it('cancels an intent that shall be canceled', async () => {
  const { url, requests } = await startSandbox();

  expect(await arrangeByApi(`${url}/`)(wanted('canceled'))).toEqual({ id: 'pi_made' });
  expect(requests.map(({ path }) => path)).toEqual(['/v1/payment_intents', '/v1/payment_intents/pi_made/cancel']);
});

it('gives the intent to the key that shall own it, with the amount and metadata it shall have', async () => {
  const { url, requests } = await startSandbox();
  await arrangeByApi(url)(
    wanted('succeeded', { key: 'sk_test_other', options: { amount: 1234, metadata: { order: 'A 1' } } }),
  );

  expect(requests).toEqual([
    {
      path: '/v1/payment_intents',
      authorization: 'Bearer sk_test_other',
      form: {
        amount: '1234',
        currency: 'usd',
        'payment_method_types[]': 'card',
        'metadata[order]': 'A 1',
        payment_method: 'pm_card_visa',
        confirm: 'true',
      },
    },
  ]);
});

it.each([
  ['processing', wanted('processing')],
  ['an intent of a Checkout Session', wanted('succeeded', { options: { checkout_session: 'cs_1' } })],
  ['an intent of a given customer', wanted('succeeded', { options: { customer: 'cus_1' } })],
  ['anything at Chargefy', wanted('succeeded', { dialect: 'chargefy' })],
])('has no way to %s, and asks for nothing', async (_, asked) => {
  const { url, requests } = await startSandbox();

  await expect(arrangeByApi(url)(asked)).rejects.toThrow(Unarranged);
  expect(requests).toEqual([]);
});

it('has no way to an intent that the API refuses or leads elsewhere', async () => {
  const declining = await startSandbox(() => 'declined');
  await expect(arrangeByApi(declining.url)(wanted('succeeded'))).rejects.toThrow(/answered 402/);

  const lenient = await startSandbox(() => 'succeeded');
  const arranged = arrangeByApi(lenient.url)(wanted('requires_action'));
  await expect(arranged).rejects.toThrow(Unarranged);
  await expect(arranged).rejects.toThrow('the API led to succeeded instead of requires_action');
});
