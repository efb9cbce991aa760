import { METHODS } from 'node:http';
import { describe, expect, it } from 'vitest';
import { retrieve, spoken } from '../support/calls.js';
import { openConnection, ownHeaders, requestBytes } from '../support/connection.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

describe.each(['stripe', 'chargefy'] as const)('the method of a request at %s', (dialect) => {
  const server = shareReference(dialect);

  const send = async (method: string, target: string) => {
    const connection = await openConnection(server());
    connection.send(requestBytes(method, target, ownHeaders(server())));
    return connection.answer(method);
  };

  it.each(METHODS.filter((method) => method !== 'HEAD'))('finds no operation but its own: %s', async (method) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const path = `${spoken[dialect].path}/${intent.id}`;

    // At Stripe, a POST of the intent itself is an update, which it has and this server has not.
    const own = dialect === 'stripe' ? ['GET', 'POST'] : ['GET'];
    for (const target of [...(own.includes(method) ? [] : [path]), ...(method === 'POST' ? [] : [`${path}/cancel`])]) {
      const answer = await send(method, target);
      expect(answer.status).toBe(404);
      expect(expectRefusal(dialect, answer).error.message).toContain(`Unrecognized request URL (${method}: ${target})`);
    }
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each(['', '/cancel'])(
    'HEAD is none of them and has the headers of that answer, without a body: %s',
    async (suffix) => {
      const intent = await arrange(server(), { status: 'requires_capture' });
      const target = `${spoken[dialect].path}/${intent.id}${suffix}`;
      const connection = await openConnection(server());

      connection.send(requestBytes('HEAD', target, { ...ownHeaders(server()), Connection: 'close' }));
      const { status, headers } = await connection.answer('HEAD');

      expect(status).toBe(404);
      expect(headers.get('content-type')).toBe('application/json');
      expect(headers.has('request-id')).toBe(dialect === 'stripe');
      expect(await connection.end()).toBe('');
      expect((await retrieve(server(), intent.id)).body).toEqual(intent);
    },
  );

  it('is known to HTTP, or there is no request', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    const answer = await send('CANCEL', `${spoken[dialect].path}/${intent.id}/cancel`);

    expect(answer.status).toBe(400);
    expectRefusal(dialect, answer);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each([
    ['OPTIONS', '*'],
    ['GET', '*'],
    ['POST', 'http://example.com/v1/nothing'],
    ['POST', 'http://'],
    ['GET', 'http://?'],
    ['GET', 'http://[::1/v1/nothing'],
    ['OPTIONS', 'http://[::1]:x/'],
    ['GET', '//'],
    ['GET', '/?'],
    ['CONNECT', 'example.com:443'],
  ])('and a target that is no path lead nowhere: %s %s', async (method, target) => {
    const answer = await send(method, target);

    expect(answer.status).toBe(404);
    expectRefusal(dialect, answer);
  });
});
