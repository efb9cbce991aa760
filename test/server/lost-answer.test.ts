import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { arrange, startReference } from '../support/reference.js';
import { sdk } from '../support/sdk.js';

/** A way to a server that breaks on the first connection and holds on every other. */
async function breakingOnce(url: string, breakIt: (client: Socket, server: Socket) => void) {
  let connections = 0;
  const proxy = createServer((client) => {
    const server = connect(Number(new URL(url).port), '127.0.0.1');
    for (const socket of [client, server]) socket.on('error', () => undefined);
    client.pipe(server);
    connections += 1;
    if (connections === 1) breakIt(client, server);
    else server.pipe(client);
    client.on('close', () => server.destroy());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, connections: () => connections };
}

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
