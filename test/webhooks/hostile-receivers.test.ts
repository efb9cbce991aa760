import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dialects } from '../../src/dialects/registry.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { createDispatcher, type Dispatcher } from '../../src/webhooks/createDispatcher.js';
import { readDeclaration } from '../../src/webhooks/declaration.js';
import type { ReceiverFunction } from '../../src/webhooks/Receiver.js';
import { cancel } from '../support/calls.js';
import { accept, startReceiver, webhookSecret } from '../support/receiver.js';
import { arrange, standstill, startReference } from '../support/reference.js';
import { servingTls } from '../support/servingTls.js';

const owner = { organization: 'acct_reference', livemode: false };
const dialect = dialects.stripe;

/** A server of Stripe's whose deliveries are logged. Its clock stands still. */
async function startDelivering() {
  const store = await openEmbeddedStore(':memory:', standstill);
  const reference = await startReference('stripe', { store });
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => logged.push(JSON.parse(line)) });
  const dispatcher = createDispatcher(dialect, { store, log, isShared: false });
  onTestFinished(() => dispatcher.close().catch(() => undefined));
  const add = (to: string | ReceiverFunction, timeout = 10_000) => tell(dispatcher, to, timeout);
  const cancelOne = async () => {
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const since = performance.now();
    const { status } = await cancel(reference, id);
    expect(status).toBe(200);
    return performance.now() - since;
  };
  const pending = () =>
    store.transact(async ({ events }) => {
      const { events: all } = await events.page(owner, { limit: 100 });
      return all.map((event) => event.pending);
    });
  return { reference, dispatcher, logged, add, cancelOne, pending };
}

async function tell(dispatcher: Dispatcher, to: string | ReceiverFunction, timeout: number) {
  const [declared, receiver] = typeof to === 'string' ? [{ url: to }] : [{}, to];
  const sent = { ...declared, secret: webhookSecret, timeout };
  const subscription = readDeclaration(sent, { dialect, allowRemote: false }, receiver);
  if ('problem' in subscription) throw new Error(subscription.problem);
  await dispatcher.add(owner, subscription);
}

/** A server that does something with a connection whenever a request has come. */
async function startRaw(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => answer(socket));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?token=tattletale`;
}

const says = (text: string) => () => startRaw((socket) => void socket.write(text));

async function refusedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/?token=tattletale`;
}

const failing: [string, () => Promise<string | ReceiverFunction>, RegExp][] = [
  ['never answers', says(''), /^no answer within 0\.2 s$/],
  ['answers half a head', says('HTTP/1.1 200 OK\r\nContent-'), /^no answer within 0\.2 s$/],
  ['hangs up', () => startRaw((socket) => socket.destroy()), /^ECONNRESET|socket hang up/],
  ['resets the connection', () => startRaw((socket) => socket.resetAndDestroy()), /ECONNRESET/],
  ['speaks no HTTP', says('220 smtp.example ESMTP\r\n'), /Parse Error/],
  [
    'answers a head without end',
    () => startRaw((socket) => endless(socket, 'HTTP/1.1 200 OK\r\n', 'X: y\r\n')),
    /Header|HPE_/,
  ],
  [
    'switches protocols',
    says('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    /^the connection ended without an answer$/,
  ],
  ['says 100 and no more', says('HTTP/1.1 100 Continue\r\n\r\n'), /^no answer within 0\.2 s$/],
  [
    'gives hints for ever',
    () => startRaw((socket) => endless(socket, '', 'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n')),
    /^no answer within 0\.2 s$/,
  ],
  [
    'redirects',
    says('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'),
    /^answered 302$/,
  ],
  ['listens no more', refusedPort, /ECONNREFUSED/],
  [
    'has a certificate of no known authority',
    async () => `${await servingTls((_, response) => response.end())}/?token=tattletale`,
    /certificate/,
  ],
  [
    'speaks HTTP where HTTPS is wanted',
    async () => (await says('HTTP/1.1 200 OK\r\n\r\n')()).replace('http:', 'https:'),
    /SSL|EPROTO/,
  ],
  [
    'throws',
    async () => () => {
      throw new Error('out of order');
    },
    /^out of order$/,
  ],
  [
    'throws nothing',
    async () => () => {
      throw undefined;
    },
    /^undefined$/,
  ],
  ['rejects', async () => () => Promise.reject(new TypeError('out of order')), /^out of order$/],
  ['returns undefined', async () => () => undefined as unknown as Response, /^the function returned no Response$/],
  ['returns a text', async () => () => 'ok' as unknown as Response, /^the function returned no Response$/],
  ['never resolves', async () => () => new Promise<Response>(() => undefined), /^no answer within 0\.2 s$/],
  ['answers Response.error()', async () => () => Response.error(), /^answered 0$/],
];

/** Writes as long as somebody reads. */
function endless(socket: Socket, head: string, rest: string): void {
  socket.write(head);
  const much = rest.repeat(Math.ceil(65_536 / rest.length));
  const more = () => {
    while (!socket.destroyed && socket.write(much));
  };
  socket.on('drain', more);
  more();
}

describe('a receiver', () => {
  it.each(failing)('that %s is one line in the log, and affects nothing else', async (_, open, problem) => {
    const { dispatcher, logged, add, cancelOne, pending } = await startDelivering();
    const good = await startReceiver();
    await add(await open(), 200);
    await add(good.url);

    await cancelOne();
    await expect.poll(() => good.received.length).toBe(1);
    await dispatcher.settle();

    expect(logged).toEqual([
      {
        level: 40,
        time: expect.any(Number),
        pid: expect.any(Number),
        hostname: expect.any(String),
        event: good.received[0]?.event.id,
        type: 'payment_intent.canceled',
        endpoint: expect.stringMatching(/^(?:https?:\/\/127\.0\.0\.1:\d+\/\w*|function .+)$/),
        attempt: 1,
        msg: expect.stringMatching(/^webhook not delivered: .+; again in 300 s$/),
      },
    ]);
    const said = String(logged[0]?.msg).replace(/^webhook not delivered: (.+); again in 300 s$/s, '$1');
    expect(said).toMatch(problem);
    expect(JSON.stringify(logged)).not.toMatch(/tattletale|whsec_/);
    expect(await pending()).toEqual([1]);
  });

  it.each<[string, () => Promise<string | ReceiverFunction>]>([
    ['a body without end', () => startRaw((socket) => endless(socket, 'HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(1_000)))],
    ['a body of which nothing comes', says('HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n')],
    ['a body that is cut off', () => startRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx'))],
    [
      'a body and a reset',
      () =>
        startRaw((socket) =>
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx', () =>
            setImmediate(() => socket.resetAndDestroy()),
          ),
        ),
    ],
    ['a body that is no gzip', says('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nno')],
    [
      'an answer after hints',
      says('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n'),
    ],
    [
      'a stream that can’t be canceled',
      async () => () => new Response(new ReadableStream({ cancel: () => Promise.reject(new Error('no')) })),
    ],
    [
      'a stream that is never canceled',
      async () => () => new Response(new ReadableStream({ cancel: () => new Promise(() => undefined) })),
    ],
  ])('that answers 200 with %s has taken the event, and its connection is let go', async (_, open) => {
    const { dispatcher, logged, add, cancelOne, pending } = await startDelivering();
    await add(await open());

    await cancelOne();
    await cancelOne();
    await dispatcher.settle();

    expect(logged).toEqual([]);
    expect(await pending()).toEqual([0, 0]);
  });

  it('whose answer is a hundred megabytes costs no memory', async () => {
    const { dispatcher, logged, add, cancelOne } = await startDelivering();
    const written: number[] = [];
    const server = createHttpServer((request, response) => {
      request.resume();
      let sent = 0;
      const more = () => {
        while (sent < 100e6 && !response.destroyed) {
          sent += 1e5;
          if (!response.write(Buffer.alloc(1e5))) return;
        }
        response.end();
      };
      response.on('drain', more).on('close', () => written.push(response.socket?.bytesWritten ?? sent));
      more();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    await add(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, 10_000);

    await cancelOne();
    await dispatcher.settle();
    await expect.poll(() => written.length).toBe(1);

    expect(written[0]).toBeLessThan(20e6);
    expect(logged).toEqual([]);
  });

  it('that does not answer holds up no cancel', async () => {
    const { add, cancelOne } = await startDelivering();
    await add(await says('')(), 10_000);
    await cancelOne();

    const times: number[] = [];
    for (let count = 0; count < 20; count++) times.push(await cancelOne());

    expect(Math.max(...times)).toBeLessThan(1_000);
  });

  it('that does not answer holds up no other, and no closing', async () => {
    const { dispatcher, logged, add, cancelOne } = await startDelivering();
    const good = await startReceiver(accept);
    await add(await says('')(), 60_000);
    await add(good.url);
    for (let count = 0; count < 20; count++) await cancelOne();
    await expect.poll(() => good.received.length).toBe(20);

    const since = performance.now();
    await dispatcher.close();

    expect(performance.now() - since).toBeLessThan(1_000);
    expect(logged).toEqual([]);
  });
});
