import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConnection, ownHeaders, requestBytes } from '../support/connection.js';
import { startReference } from '../support/reference.js';

const limits = { headers: 200, request: 400, silence: 300, checkingInterval: 50 };
const late = 'it took too long to arrive';

describe('the limits of a connection', () => {
  it('hold for headers that do not come', async () => {
    const connection = await openConnection(await startReference('stripe', { limits }));

    connection.send('GET /v1/payment_intents/pi_1 HTTP/1.1\r\nX: ');

    const { status, body } = await connection.answer();
    expect(status).toBe(400);
    expect(body).toContain(late);
    expect(await connection.end()).toBe('');
  });

  it('hold for a body that does not come', async () => {
    const reference = await startReference('stripe', { limits: { ...limits, silence: 10_000 } });
    const connection = await openConnection(reference);
    const headers = { ...ownHeaders(reference), 'Content-Length': '9' };

    connection.send(requestBytes('POST', '/v1/payment_intents/pi_1/cancel', headers, 'a'));

    const { status, body } = await connection.answer();
    expect(status).toBe(400);
    expect(body).toContain(late);
    expect(await connection.end()).toBe('');
  });

  it('hold for a caller who does not read', async () => {
    const reference = await startReference('stripe', { limits });
    const { hostname, port } = new URL(reference.url);
    const socket = connect(Number(port), hostname).pause();
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());

    socket.write(requestBytes('GET', '/openapi.json', { Host: 'localhost' }).repeat(1_000));

    await expect.poll(() => reference.inFlight.size).toBe(1 + 8);
    await expect.poll(() => reference.inFlight.size, { timeout: 5_000 }).toBe(0);
  });
});
