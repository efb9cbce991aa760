import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { openConnection, ownHeaders, requestBytes } from '../support/connection.js';
import { type Reference, standstill, startReference } from '../support/reference.js';

/** A server whose store does nothing before it is let go. */
async function startHeld() {
  const store = await openEmbeddedStore(':memory:', standstill);
  let begun = 0;
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reference = await startReference('stripe', {
    store: {
      ...store,
      async transact(work) {
        begun += 1;
        await gate;
        return store.transact(work);
      },
    },
  });
  return { reference, begun: () => begun, letGo };
}

const retrieve = (reference: Reference) => requestBytes('GET', '/v1/payment_intents/pi_1', ownHeaders(reference));
const tiny = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

describe('requests that do not wait for the answer to the one before', () => {
  it('go with the connection of a caller who hangs up, and are not begun', async () => {
    const { reference, begun, letGo } = await startHeld();
    const { hostname, port } = new URL(reference.url);
    const sockets = Array.from({ length: 300 }, () => connect(Number(port), hostname));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    for (const socket of sockets) socket.write(retrieve(reference).repeat(5));
    await expect.poll(() => reference.inFlight.size).toBe(300 * 5);

    for (const socket of sockets) socket.resetAndDestroy();

    await expect.poll(() => reference.inFlight.size).toBe(0);
    letGo();
    await Promise.all(sockets.map(async (socket) => socket.closed || (await once(socket, 'close'))));
    expect((await fetch(reference.url)).status).toBe(404);
    expect(begun()).toBe(300);
  });

  it('are read while fewer than eight wait, and all are answered', async () => {
    const { reference, letGo } = await startHeld();
    const connection = await openConnection(reference);

    connection.send(retrieve(reference) + tiny.repeat(2_000));

    await expect.poll(() => reference.inFlight.size).toBe(1 + 8);
    letGo();
    for (let count = 0; count < 2_001; count += 1) {
      expect((await connection.answer()).status).toBe(404);
      expect(reference.inFlight.size).toBeLessThanOrEqual(1 + 8);
    }
  });

  it('are read on when a body among them came in part', async () => {
    const { reference, letGo } = await startHeld();
    const connection = await openConnection(reference);
    const path = '/v1/payment_intents/pi_1/cancel';
    const cancel = requestBytes('POST', path, { ...ownHeaders(reference), 'Content-Length': '40000' });

    connection.send(retrieve(reference) + tiny.repeat(7) + cancel, 'a'.repeat(10_000));
    await expect.poll(() => reference.inFlight.size).toBe(1 + 8);
    connection.send('\r\n\r\n'.repeat(7_500) + tiny.repeat(20));
    letGo();

    for (let count = 0; count < 8; count += 1) expect((await connection.answer()).status).toBe(404);
    expect((await connection.answer()).status).toBe(400);
    for (let count = 0; count < 20; count += 1) expect((await connection.answer()).status).toBe(404);
  });

  it('are answered before what is no HTTP is refused, however many they are', async () => {
    const { reference, letGo } = await startHeld();
    const connection = await openConnection(reference);

    connection.send(`${retrieve(reference) + tiny.repeat(20)}NONSENSE\r\n\r\n${tiny.repeat(2_000)}`);
    await expect.poll(() => reference.inFlight.size).toBe(1 + 8);
    letGo();

    for (let count = 0; count < 21; count += 1) expect((await connection.answer()).status).toBe(404);
    expect((await connection.answer()).status).toBe(400);
    expect(await connection.end()).toBe('');
  });
});
