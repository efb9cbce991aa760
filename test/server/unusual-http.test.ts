import { describe, expect, it } from 'vitest';
import { spoken } from '../support/calls.js';
import { openConnection, ownHeaders, requestBytes } from '../support/connection.js';
import { arrange, shareReference } from '../support/reference.js';

describe.each(['stripe', 'chargefy'] as const)('what is unusual but HTTP is served by %s:', (dialect) => {
  const server = shareReference(dialect);
  const { path, mediaType, key, reason } = spoken[dialect];

  /** What a cancel answers that is sent like this. */
  const cancelBy = async (bytes: (target: string, own: Record<string, string>) => string) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const connection = await openConnection(server());
    connection.send(bytes(`${path}/${id}/cancel`, ownHeaders(server())));
    return { id, connection };
  };
  const canceled = (body: string) => expect(JSON.parse(body)).toMatchObject({ status: 'canceled' });

  it('HTTP/1.0, whose connection ends with the answer', async () => {
    const { connection } = await cancelBy(
      (target) => `POST ${target} HTTP/1.0\r\nAuthorization: Bearer ${key}\r\n\r\n`,
    );

    const { status, body } = await connection.answer();

    expect(status).toBe(200);
    canceled(body);
    expect(await connection.end()).toBe('');
  });

  it('a target with scheme and host, as proxies are sent it', async () => {
    const { connection } = await cancelBy((target, own) =>
      requestBytes('POST', `http://localhost${target}`, { ...own, 'Content-Length': '0' }),
    );

    canceled((await connection.answer()).body);
  });

  it('an empty body in chunks', async () => {
    const { connection } = await cancelBy((target, own) =>
      requestBytes('POST', target, { ...own, 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n'),
    );

    canceled((await connection.answer()).body);
  });

  it('a body in chunks of one byte', async () => {
    const chunks = Array.from(reason('duplicate'), (letter) => `1\r\n${letter}\r\n`).join('');
    const { connection } = await cancelBy((target, own) =>
      requestBytes(
        'POST',
        target,
        { ...own, 'Content-Type': mediaType, 'Transfer-Encoding': 'chunked' },
        `${chunks}0\r\n\r\n`,
      ),
    );

    expect(JSON.parse((await connection.answer()).body)).toMatchObject({ cancellation_reason: 'duplicate' });
  });

  it('a body that is held back until the server asks for it', async () => {
    const body = reason('duplicate');
    const framing = { 'Content-Type': mediaType, 'Content-Length': String(body.length), Expect: '100-continue' };
    const { connection } = await cancelBy((target, own) => requestBytes('POST', target, { ...own, ...framing }));

    expect((await connection.answer()).status).toBe(100);
    connection.send(body);

    expect(JSON.parse((await connection.answer()).body)).toMatchObject({ cancellation_reason: 'duplicate' });
  });

  it('an unknown expectation', async () => {
    const { connection } = await cancelBy((target, own) =>
      requestBytes('POST', target, { ...own, 'Content-Length': '0', Expect: 'a-miracle' }),
    );

    canceled((await connection.answer()).body);
  });

  it('an offer to speak another protocol', async () => {
    const upgrade = { Connection: 'Upgrade', Upgrade: 'h2c, websocket' };
    const { connection } = await cancelBy((target, own) =>
      requestBytes('POST', target, { ...own, ...upgrade, 'Content-Length': '0' }),
    );

    canceled((await connection.answer()).body);
  });

  it('a key behind 2,500 other headers', async () => {
    const { connection } = await cancelBy(
      (target) => `POST ${target} HTTP/1.1\r\n${'a:b\r\n'.repeat(2500)}Host: x\r\nAuthorization: Bearer ${key}\r\n\r\n`,
    );

    canceled((await connection.answer()).body);
  });

  it('requests that do not wait for answers, which come in order', async () => {
    const { id, connection } = await cancelBy((target, own) =>
      [
        requestBytes('POST', target, { ...own, 'Content-Length': '0' }),
        requestBytes('POST', target, { Host: 'localhost', 'Content-Length': '0' }),
        requestBytes('POST', target, { ...own, 'Content-Length': '0' }),
        requestBytes('GET', target.replace('/cancel', ''), own),
      ].join(''),
    );

    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await connection.answer()).status);

    expect(statuses).toEqual([200, 401, dialect === 'stripe' ? 400 : 409]);
    expect(JSON.parse((await connection.answer()).body)).toMatchObject({ id, status: 'canceled' });
  });

  it('a retrieve with a body, which is not read', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const body = reason('duplicate');
    const headers = { ...ownHeaders(server()), 'Content-Type': mediaType, 'Content-Length': String(body.length) };
    const connection = await openConnection(server());

    connection.send(requestBytes('GET', `${path}/${id}`, headers, body));
    expect(JSON.parse((await connection.answer()).body)).toMatchObject({ id, status: 'requires_capture' });

    connection.send(requestBytes('GET', `${path}/${id}`, ownHeaders(server())));
    expect((await connection.answer()).status).toBe(200);
  });

  it('a request that arrives byte by byte', async () => {
    const { id, connection } = await cancelBy(() => '');

    for (const byte of requestBytes('GET', `${path}/${id}`, ownHeaders(server()))) connection.send(byte);

    expect(JSON.parse((await connection.answer()).body)).toMatchObject({ id, status: 'requires_capture' });
  });
});
