import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { serve } from '../support/cli.js';
import { openConnection, requestBytes } from '../support/connection.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const connections = 16;
const headers = { Host: 'localhost', Authorization: 'Bearer sk_test_reference' };

/** Makes intents and cancels them over one connection that is kept alive, until the server says that it is the last time. */
async function work(url: string, name: string, onAnswer: () => void): Promise<string[]> {
  const connection = await openConnection({ url });
  const canceled: string[] = [];
  const ask = async (path: string, body: string) => {
    connection.send(requestBytes('POST', path, { ...headers, 'Content-Length': String(body.length) }, body));
    return connection.answer('POST');
  };
  for (let count = 0; ; count++) {
    const id = `pi_${name}_${count}`;
    const made = await ask('/_fixtures/payment_intents', JSON.stringify({ id, status: 'requires_capture' }));
    expect(made.status).toBe(201);
    if (made.headers.get('connection') === 'close') return canceled;
    const answer = await ask(`/v1/payment_intents/${id}/cancel`, '');
    expect(answer.status).toBe(200);
    canceled.push(id);
    onAnswer();
    if (answer.headers.get('connection') === 'close') return canceled;
  }
}

it('SIGTERM under load leaves no request without an answer, and no answer without its effect', async () => {
  const directory = temporaryDirectory();
  const args = ['stripe', '--log-level', 'silent'];
  const busy = await serve(args, { directory });
  let answers = 0;
  const workers = Array.from({ length: connections }, (_, index) =>
    work(busy.url.stripe, String(index), () => {
      answers += 1;
      if (answers === 200) busy.kill('SIGTERM');
    }),
  );

  const canceled = (await Promise.all(workers)).flat();
  expect(await busy.ended).toMatchObject({ code: 0, signal: null });
  expect(canceled.length).toBeGreaterThanOrEqual(200);

  const { url } = await serve(args, { directory });
  for (const id of canceled) {
    const response = await fetch(`${url.stripe}/v1/payment_intents/${id}`, { headers });
    expect(await response.json()).toMatchObject({ status: 'canceled' });
  }
});

it('SIGTERM leaves no request without an answer that was sent before it on a connection not yet accepted', async () => {
  const busy = await serve(['stripe', '--log-level', 'silent', '--database', 'memory:']);
  const { hostname, port } = new URL(busy.url.stripe);
  const request = requestBytes('GET', '/v1/payment_intents/pi_1', headers);
  const dial = async () => {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(request);
    return socket;
  };
  const sockets = await Promise.all(Array.from({ length: 50 }, dial));
  busy.kill('SIGTERM');

  for (const answer of await Promise.all(sockets.map((socket) => text(socket)))) {
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  }
  expect(await busy.ended).toMatchObject({ code: 0, signal: null });
});
