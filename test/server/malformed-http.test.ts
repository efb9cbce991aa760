import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { retrieve, spoken } from '../support/calls.js';
import { openConnection, ownHeaders, requestBytes } from '../support/connection.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

describe.each(['stripe', 'chargefy'] as const)('what is no HTTP, sent to %s,', (dialect) => {
  const server = shareReference(dialect);
  const { path, mediaType, key } = spoken[dialect];
  const own = `Host: localhost\r\nAuthorization: Bearer ${key}\r\n`;

  it.each<[title: string, request: (target: string) => string | Buffer]>([
    ['nonsense', () => 'NONSENSE\r\n\r\n'],
    ['a TLS greeting', () => Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3])],
    ['an HTTP/2 preface', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a version of the future', (target) => `POST ${target} HTTP/9.9\r\n${own}\r\n`],
    ['a space in the target', (target) => `POST ${target} x HTTP/1.1\r\n${own}\r\n`],
    ['a NUL in the target', (target) => `POST ${target}\0 HTTP/1.1\r\n${own}\r\n`],
    ['a space before the colon of a header', (target) => `POST ${target} HTTP/1.1\r\n${own}X : 1\r\n\r\n`],
    ['a header without a colon', (target) => `POST ${target} HTTP/1.1\r\n${own}nonsense\r\n\r\n`],
    ['a header with a NUL', (target) => `POST ${target} HTTP/1.1\r\n${own}X: a\0b\r\n\r\n`],
    ['a line break without carriage return', (target) => `POST ${target} HTTP/1.1\r\n${own}X: a\nY: b\r\n\r\n`],
    ['a length that is no number', (target) => `POST ${target} HTTP/1.1\r\n${own}Content-Length: x\r\n\r\n`],
    ['a negative length', (target) => `POST ${target} HTTP/1.1\r\n${own}Content-Length: -1\r\n\r\n`],
    ['two lengths', (target) => `POST ${target} HTTP/1.1\r\n${own}Content-Length: 0\r\nContent-Length: 5\r\n\r\n`],
    [
      'a length beside chunks',
      (target) => `POST ${target} HTTP/1.1\r\n${own}Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['an unknown transfer encoding', (target) => `POST ${target} HTTP/1.1\r\n${own}Transfer-Encoding: rot13\r\n\r\n`],
    ['a chunk of no length', (target) => `POST ${target} HTTP/1.1\r\n${own}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['no Host', (target) => `POST ${target} HTTP/1.1\r\nAuthorization: Bearer ${key}\r\n\r\n`],
    ['one header of 17 kB', (target) => `POST ${target} HTTP/1.1\r\n${own}X: ${'a'.repeat(17_000)}\r\n\r\n`],
    ['one header of 5 MB', (target) => `POST ${target} HTTP/1.1\r\n${own}X: ${'a'.repeat(5_000_000)}\r\n\r\n`],
    ['3,000 headers', (target) => `POST ${target} HTTP/1.1\r\n${own}${manyHeaders(3000)}\r\n`],
    ['a million headers', (target) => `POST ${target} HTTP/1.1\r\n${own}${'a:b\r\n'.repeat(1_000_000)}\r\n`],
  ])('is refused and changes nothing: %s', async (_title, request) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const connection = await openConnection(server());

    connection.send(request(`${path}/${intent.id}/cancel`));

    const answer = await connection.answer();
    expect(answer.status).toBe(400);
    expectRefusal(dialect, answer);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('is refused when the body ends before its length', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const connection = await openConnection(server());
    const headers = { ...ownHeaders(server()), 'Content-Type': mediaType, 'Content-Length': '100' };

    connection.send(requestBytes('POST', `${path}/${intent.id}/cancel`, headers, '{}'));
    connection.finish();

    const answer = await connection.answer();
    expect(answer.status).toBe(400);
    expectRefusal(dialect, answer);
    expect(await connection.end()).toBe('');
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('changes nothing when the connection is cut within the body', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const connection = await openConnection(server());
    const headers = { ...ownHeaders(server()), 'Content-Type': mediaType, 'Content-Length': '100' };
    const lines = server().logged.length;

    connection.send(requestBytes('POST', `${path}/${intent.id}/cancel`, headers, '{}'));
    connection.cut();

    await expect
      .poll(() => server().logged.slice(lines))
      .toMatchObject([{ operation: 'cancelPaymentIntent', aborted: true }]);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('is refused when it asks for a tunnel, and a reset after that is the end of the connection only', async () => {
    const { hostname, port } = new URL(server().url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    socket.write('CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n');
    const [refusal] = (await once(socket, 'data')) as [Buffer];
    expect(refusal.toString()).toMatch(/^HTTP\/1\.1 404 /);

    socket.resetAndDestroy();

    await once(socket, 'close');
    // An error that nobody listens for ends the process, and fails this run.
    expect((await fetch(`${server().url}/_health`)).status).toBe(200);
  });

  it('is refused after the answers to what came before it, and closes the connection', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const connection = await openConnection(server());
    const cancel = requestBytes('POST', `${path}/${id}/cancel`, { ...ownHeaders(server()), 'Content-Length': '0' });
    const retrieve = requestBytes('GET', `${path}/${id}`, ownHeaders(server()));

    connection.send(`${cancel}${retrieve}NONSENSE\r\n\r\n`);

    expect((await connection.answer()).status).toBe(200);
    expect(JSON.parse((await connection.answer()).body)).toMatchObject({ id, status: 'canceled' });
    const refused = await connection.answer();
    expect(refused.status).toBe(400);
    expect(refused.headers.get('connection')).toBe('close');
    expectRefusal(dialect, refused);
    expect(await connection.end()).toBe('');
  });
});

function manyHeaders(count: number): string {
  return Array.from({ length: count }, (_, index) => `x-${index}: y\r\n`).join('');
}
