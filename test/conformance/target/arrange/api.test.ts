import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { arrangeByApi } from '../../../../src/conformance/target/arrange/api.js';
import { NotServed } from '../../../../src/conformance/target/NotServed.js';
import { Unarranged, type Wanted } from '../../../../src/conformance/target/Target.js';
import { serving } from '../../../support/serving.js';

interface Sandbox {
  readonly url: string;
  readonly requests: { path: string; authorization: string | undefined; form: Record<string, string> }[];
}

/** What Stripe's test mode makes of the test payment methods, as far as an intent's status goes. */
function confirmed({ payment_method: method, capture_method: capture }: Record<string, string>): string {
  if (method === 'pm_card_threeDSecure2Required') return 'requires_action';
  if (method === 'pm_usBankAccount_processing') return 'processing';
  return capture === 'manual' ? 'requires_capture' : 'succeeded';
}

/** A small server with create, confirm and cancel. */
async function startSandbox(confirm = confirmed): Promise<Sandbox> {
  const requests: Sandbox['requests'] = [];
  let made: Record<string, string> = {};
  const statusOf = (path: string, form: Record<string, string>) => {
    if (path.endsWith('/cancel')) return 'canceled';
    if (path.endsWith('/confirm')) return confirm(made);
    made = form;
    return form.payment_method === undefined ? 'requires_payment_method' : 'requires_confirmation';
  };
  const server = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const path = request.url ?? '';
    requests.push({ path, authorization: request.headers.authorization, form });
    const status = statusOf(path, form);
    response.statusCode = status === 'declined' ? 402 : 200;
    const error = { error: { message: 'Your card was declined.' } };
    response.end(JSON.stringify(status === 'declined' ? error : { id: 'pi_made', status }));
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

it.each(['requires_payment_method', 'requires_confirmation'])('creates an intent in %s', async (status) => {
  const { url, requests } = await startSandbox();

  expect(await arrangeByApi(url)(wanted(status))).toEqual({ id: 'pi_made' });
  expect(requests.map(({ path }) => path)).toEqual(['/v1/payment_intents']);
});

it.each(['requires_action', 'requires_capture', 'succeeded', 'processing'])(
  'creates an intent and confirms it in a request of its own, to %s',
  async (status) => {
    const { url, requests } = await startSandbox();

    expect(await arrangeByApi(url)(wanted(status))).toEqual({ id: 'pi_made' });
    expect(requests.map(({ path }) => path)).toEqual(['/v1/payment_intents', '/v1/payment_intents/pi_made/confirm']);
    expect(requests.map(({ form }) => form.confirm)).toEqual([undefined, undefined]);
  },
);

it('cancels an intent that is to be canceled', async () => {
  const { url, requests } = await startSandbox();

  expect(await arrangeByApi(`${url}/`)(wanted('canceled'))).toEqual({ id: 'pi_made' });
  expect(requests.map(({ path }) => path)).toEqual(['/v1/payment_intents', '/v1/payment_intents/pi_made/cancel']);
});

const return_url = 'https://example.com/return';

it('gives the intent to the key that is to own it, with the wanted amount and metadata', async () => {
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
        'automatic_payment_methods[enabled]': 'true',
        'metadata[order]': 'A 1',
        payment_method: 'pm_card_visa',
      },
    },
    { path: '/v1/payment_intents/pi_made/confirm', authorization: 'Bearer sk_test_other', form: { return_url } },
  ]);
});

it.each([
  ['an intent of a given customer', wanted('succeeded', { options: { customer: 'cus_1' } })],
  ['anything at Chargefy', wanted('succeeded', { dialect: 'chargefy' })],
])('can’t make %s, and asks for nothing', async (_, asked) => {
  const { url, requests } = await startSandbox();

  await expect(arrangeByApi(url)(asked)).rejects.toThrow(Unarranged);
  expect(requests).toEqual([]);
});

it.each<[string, number, object, typeof Unarranged]>([
  [
    'has Checkout Sessions',
    400,
    { error: { code: 'parameter_missing', message: 'Missing required param.' } },
    Unarranged,
  ],
  ['has none', 404, { error: { message: 'Unrecognized request URL (POST: /v1/checkout/sessions).' } }, NotServed],
  ['serves none', 501, { error: { message: 'Not here.' } }, NotServed],
  ['allows none', 405, {}, NotServed],
])('can’t make an intent of a Checkout Session where the API %s, and makes none', async (_, status, answer, kind) => {
  const asked: string[] = [];
  const url = await serving(async (request, response) => {
    asked.push(`${request.method} ${request.url} ${await text(request)}`);
    response.writeHead(status).end(JSON.stringify(answer));
  });
  const arranged = arrangeByApi(url)(wanted('succeeded', { options: { checkout_session: 'cs_1' } }));

  const thrown: unknown = await arranged.catch((error: unknown) => error);
  expect((thrown as object).constructor).toBe(kind);
  expect(asked).toEqual(['POST /v1/checkout/sessions ']);
});

it('can’t make an intent that the API refuses or leads elsewhere, and says which step failed', async () => {
  const declining = await startSandbox(() => 'declined');
  await expect(arrangeByApi(declining.url)(wanted('succeeded'))).rejects.toThrow(
    new Unarranged('POST /v1/payment_intents/pi_made/confirm answered 402: Your card was declined.'),
  );

  const lenient = await startSandbox(() => 'succeeded');
  const arranged = arrangeByApi(lenient.url)(wanted('requires_action'));
  await expect(arranged).rejects.toThrow(
    new Unarranged('the API led to succeeded instead of requires_action, by confirm'),
  );
});

it.each([
  ['refuses to create', 501, 'Not implemented', 'POST /v1/payment_intents answered 501: Not implemented'],
  ['creates something else', 200, '[]', 'POST /v1/payment_intents answered 200: []'],
  ['says nothing', 200, '', 'POST /v1/payment_intents answered 200: nothing'],
])('can’t make an intent where the API %s', async (_, status, answer, why) => {
  const url = await serving((_request, response) => response.writeHead(status).end(answer));
  await expect(arrangeByApi(url)(wanted('succeeded'))).rejects.toThrow(new Unarranged(why));
});
