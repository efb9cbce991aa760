import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { breakingOnce } from '../support/breakingOnce.js';
import { arrange, startReference } from '../support/reference.js';
import { sdk } from '../support/sdk.js';

it.each<[string, (client: Socket, server: Socket) => void]>([
  ['when the server has answered', (client, server) => server.once('data', () => client.destroy())],
  ['by a reset when the server has answered', (client, server) => server.once('data', () => client.resetAndDestroy())],
  ['amid the answer', (client, server) => server.once('data', (answer) => client.end(answer.subarray(0, 200)))],
])('the official SDK has its canceled intent although the connection was cut %s', async (_moment, breakIt) => {
  const reference = await startReference('stripe');
  const { id } = await arrange(reference, { status: 'requires_capture' });
  const way = await breakingOnce(reference.url, breakIt);

  const canceled = await sdk({ ...reference, url: way.url }).paymentIntents.cancel(id);

  expect(canceled).toMatchObject({ id, status: 'canceled', canceled_at: reference.now, amount_capturable: 0 });
  expect(canceled.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  expect(way.connections()).toBe(2);
});
