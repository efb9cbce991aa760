import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { HttpRequest } from '../../../src/conformance/target/Exchange.js';
import { httpTransport } from '../../../src/conformance/target/httpTransport.js';
import type { Connection } from '../../../src/conformance/target/Transport.js';
import { serving } from '../../support/serving.js';

const post: HttpRequest = { method: 'POST', path: '/v1/x', headers: {}, body: 'a=1' };
const { signal } = new AbortController();

function connect(url: string) {
  const transport = httpTransport(url);
  onTestFinished(() => transport.close?.());
  return { ...transport, connection: transport.connection as Connection };
}

describe('requests over HTTP', () => {
  it('go on where a server has closed the idle connection', async () => {
    const used = new Map<Socket, number>();
    const url = await serving((request, response) => {
      used.set(request.socket, (used.get(request.socket) ?? 0) + 1);
      // As if it had closed just when the second request left.
      if (used.get(request.socket) === 2) request.socket.destroy();
      else response.end('{}');
    });
    const { send } = connect(url);
    expect(await send(post, signal)).toMatchObject({ status: 200 });
    expect(await send(post, signal)).toMatchObject({ status: 200 });
    expect([...used.values()]).toEqual([2, 1]);
  });

  it('are not sent a second time where the connection was new', async () => {
    let requests = 0;
    const url = await serving(({ socket }) => {
      requests += 1;
      socket.destroy();
    });
    await expect(connect(url).send(post, signal)).rejects.toThrow('the connection was closed');
    expect(requests).toBe(1);
  });

  it('come back with what was answered, to the letter', async () => {
    const url = await serving((_, response) =>
      response.writeHead(302, { Location: '/elsewhere', 'X-Odd': 'a, b' }).end('{"a": [1]}'),
    );
    expect(await connect(url).send(post, signal)).toMatchObject({
      status: 302,
      headers: { location: '/elsewhere', 'x-odd': 'a, b' },
      text: '{"a": [1]}',
      json: { a: [1] },
    });
  });

  it('do not read an answer without end', async () => {
    const url = await serving((_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(1 << 16)), 1);
      response.once('close', () => clearInterval(timer));
    });
    await expect(connect(url).send(post, signal)).rejects.toThrow('the answer is larger than the kit reads (1 MB)');
  });
});

describe('a request that is held', () => {
  it('is complete only when it is released', async () => {
    const bodies: string[] = [];
    let begun = 0;
    const url = await serving(async (request, response) => {
      begun += 1;
      bodies.push(await text(request));
      response.end('{}');
    });
    const { connection } = connect(url);
    const held = await connection.hold(post, signal);
    await vi.waitFor(() => expect(begun).toBe(1));
    expect(bodies).toEqual([]);
    held.release();
    expect(await held.answer).toMatchObject({ status: 200 });
    expect(bodies).toEqual(['a=1']);
  });

  it('may be answered before it is complete', async () => {
    const url = await serving((request, response) => {
      response.writeHead(401, { Connection: 'close' }).end('{}');
      request.resume();
    });
    const held = await connect(url).connection.hold(post, signal);
    expect(await held.answer).toMatchObject({ status: 401 });
    held.release();
  });

  it('needs a last byte', async () => {
    const { connection } = connect('http://127.0.0.1:1');
    await expect(connection.hold({ ...post, body: '' }, signal)).rejects.toThrow('no last byte');
  });
});

describe('a request whose answer is not waited for', () => {
  it('arrives whole, and its connection is cut', async () => {
    const bodies: string[] = [];
    let cut = 0;
    const url = await serving(async (request, response) => {
      response.once('close', () => {
        if (!response.writableFinished) cut += 1;
      });
      bodies.push(await text(request));
    });
    await connect(url).connection.sendAndDrop(post, signal);
    await vi.waitFor(() => expect({ bodies, cut }).toEqual({ bodies: ['a=1'], cut: 1 }));
  });
});
