import { describe, expect, it } from 'vitest';
import { cancel, retrieve, spoken } from '../support/calls.js';
import { openConnection, ownHeaders, requestBytes } from '../support/connection.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

const megabyte = 'a'.repeat(1_000_000);

describe.each(['stripe', 'chargefy'] as const)('a large body at %s', (dialect) => {
  const server = shareReference(dialect);
  const { path, mediaType } = spoken[dialect];
  const withoutKey = { Host: 'localhost' };

  const arrangeCancel = async (own: boolean, framing: Record<string, string>) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const headers = { ...(own ? ownHeaders(server()) : withoutKey), 'Content-Type': mediaType, ...framing };
    const connection = await openConnection(server());
    return { intent, connection, head: requestBytes('POST', `${path}/${intent.id}/cancel`, headers) };
  };

  it.each([
    ['with a key', true, 400],
    ['without one', false, 401],
  ])('of 20 MB %s is refused, and the connection still serves the next request', async (_title, own, status) => {
    const { intent, connection, head } = await arrangeCancel(own, { 'Content-Length': String(20 * megabyte.length) });

    connection.send(head, ...Array<string>(20).fill(megabyte));
    const refused = await connection.answer();
    expect(refused.status).toBe(status);
    const { error } = expectRefusal(dialect, refused);
    if (own) expect(error.message).toMatch(/the body is larger than 64 kB/);

    connection.send(requestBytes('GET', `${path}/${intent.id}`, ownHeaders(server())));
    const next = await connection.answer();
    expect({ status: next.status, body: JSON.parse(next.body) }).toEqual({ status: 200, body: intent });
  });

  it('is refused by its announcement, before it comes', async () => {
    const { intent, connection, head } = await arrangeCancel(true, { 'Content-Length': '20000000' });

    connection.send(head);

    const answer = await connection.answer();
    expect(answer.status).toBe(400);
    expectRefusal(dialect, answer);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('is refused while it comes, when it never ends', async () => {
    const { intent, connection, head } = await arrangeCancel(true, { 'Transfer-Encoding': 'chunked' });

    connection.send(head, `${megabyte.length.toString(16)}\r\n${megabyte}\r\n`);

    const answer = await connection.answer();
    expect(answer.status).toBe(400);
    expectRefusal(dialect, answer);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('is one of more than 65,536 bytes', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const fitting = dialect === 'stripe' ? `nope=${'a'.repeat(65_531)}` : `{"nope":"${'a'.repeat(65_525)}"}`;
    const { length } = fitting;
    expect(length).toBe(65_536);

    const larger = await cancel(server(), id, { body: fitting.replace('a', 'aa') });
    expect(expectRefusal(dialect, larger).error.message).toMatch(/the body is larger than 64 kB/);

    const { status, body } = await cancel(server(), id, { body: fitting });
    expect({ status, body: JSON.stringify(body) }).toMatchObject(
      dialect === 'stripe'
        ? { status: 400, body: expect.stringContaining('Received unknown parameter: nope') }
        : { status: 200, body: expect.stringContaining('"status":"canceled"') },
    );
  });
});
