import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { requestBytes } from '../support/connection.js';
import { serveMeasured } from '../support/measured.js';

const atOnce = 50;
const megabyte = 1024 * 1024;
const headers = { Host: 'localhost', Authorization: 'Bearer sk_test_reference' };
const cancel = requestBytes('POST', '/v1/payment_intents/pi_1/cancel', { ...headers, 'Content-Length': '0' });

/** Connections that send 1,000 requests behind one and are reset, half of them before the first answer. */
async function resetConnections(url: string, count: number): Promise<void> {
  const { hostname, port } = new URL(url);
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.write(cancel + 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(1_000));
      await once(socket, left % 2 ? 'data' : 'connect');
      socket.resetAndDestroy();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

it('memory stays flat under 20,000 connections that pipeline and are reset', async () => {
  const server = await serveMeasured();
  await resetConnections(server.url, 2_000);
  const before = await server.memory();
  await resetConnections(server.url, 20_000);
  const growth = async () => ((await server.memory()).heap - before.heap) / megabyte;

  await expect.poll(growth, { timeout: 10_000, interval: 200 }).toBeLessThan(5);
}, 300_000);
