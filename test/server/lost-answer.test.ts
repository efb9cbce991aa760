import type { Socket } from 'node:net';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { breakingOnce } from '../support/breakingOnce.js';
import { arrange, startReference } from '../support/reference.js';
import { sdk } from '../support/sdk.js';

const breaks: readonly (readonly [string, (client: Socket, server: Socket) => void])[] = [
  ['when the server has answered', (client, server) => server.once('data', () => client.destroy())],
  ['by a reset when the server has answered', (client, server) => server.once('data', () => client.resetAndDestroy())],
  ['amid the answer', (client, server) => server.once('data', (answer) => client.end(answer.subarray(0, 200)))],
];

it.each(breaks)(
  'the official SDK has its canceled intent although the connection was cut %s',
  async (_moment, breakIt) => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const way = await breakingOnce(reference.url, breakIt);

    const canceled = await sdk({ ...reference, url: way.url }).paymentIntents.cancel(id);

    expect(canceled).toMatchObject({ id, status: 'canceled', canceled_at: reference.now, amount_capturable: 0 });
    expect(canceled.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect(way.connections()).toBe(2);
  },
);

const paid = { amount: 2_000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true } as const;
const withoutRedirects = { enabled: true, allow_redirects: 'never' } as const;

describe.each(breaks)('although the connection was cut %s, the official SDK has', (_moment, breakIt) => {
  it.each<[string, object, (stripe: Stripe, id: string) => Promise<Stripe.Response<Stripe.PaymentIntent>>]>([
    [
      'created and paid one intent',
      {},
      ({ paymentIntents }) => paymentIntents.create({ ...paid, automatic_payment_methods: withoutRedirects }),
    ],
    [
      'confirmed its intent once',
      { status: 'requires_confirmation' },
      ({ paymentIntents }, id) => paymentIntents.confirm(id),
    ],
    [
      'captured a part of its hold once',
      { status: 'requires_capture' },
      ({ paymentIntents }, id) => paymentIntents.capture(id, { amount_to_capture: 500 }),
    ],
  ])('%s', async (_what, fixture, request) => {
    const reference = await startReference('stripe');
    const id = 'status' in fixture ? (await arrange(reference, fixture)).id : '';
    const way = await breakingOnce(reference.url, breakIt);

    const answer = await request(sdk({ ...reference, url: way.url }), id);

    expect(answer.status).toBe('succeeded');
    expect(answer.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
    expect(way.connections()).toBe(2);
    const { paymentIntents, charges } = sdk(reference);
    const { data } = await paymentIntents.list();
    const { amount_received: received } = answer;
    expect(data).toMatchObject([{ id: answer.id, amount_received: received, latest_charge: answer.latest_charge }]);
    expect(await charges.retrieve(String(answer.latest_charge))).toMatchObject({ amount_captured: received });
  });
});
