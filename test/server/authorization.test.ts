import { describe, expect, it } from 'vitest';
import { retrieve, spoken } from '../support/calls.js';
import { openConnection, requestBytes } from '../support/connection.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`;

describe.each(['stripe', 'chargefy'] as const)('an odd Authorization at %s', (dialect) => {
  const server = shareReference(dialect);
  const { key, path } = spoken[dialect];

  const expectRefused = async (authorization: string) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const connection = await openConnection(server());

    const headers = { Host: 'localhost', Authorization: authorization, 'Content-Length': '0' };
    connection.send(Buffer.from(requestBytes('POST', `${path}/${intent.id}/cancel`, headers), 'latin1'));

    const answer = await connection.answer();
    expect(answer.status).toBe(401);
    expectRefusal(dialect, answer);
    expect(answer.body).not.toContain(key);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  };

  it.each([
    '',
    ' ',
    'Bearer',
    'Bearer ',
    'Basic',
    'Basic ',
    key,
    `Token ${key}`,
    `Token x bearer ${key}`,
    `Bearer ${key} ${key}`,
    `Bearer x ${key}`,
    `Bearer ${key},`,
    `Bearer ${key}, Bearer ${key}`,
    `Bearer, ${key}`,
    `Bearer=${key}`,
    `Bearer:${key}`,
    `Bearer "${key}"`,
    `Bearer ${key.toUpperCase()}`,
    `Bearer ${key.slice(0, -1)}`,
    `Bearer ${key}x`,
    `Bearer\t${key}`,
    `Bearer ${key}\u00a0`,
    `Digest username="${key}"`,
    basic(key),
    basic(`:${key}`),
    basic(`${key} :`),
    basic(`x${key}:`),
    basic(':'),
    `Basic ${key}:`,
    `Basic ${key}`,
    'Basic !!!!',
    `${basic(`${key}:`)}!`,
    `${basic(`${key}:`).replace(/=*$/, '')}%3D`,
    `${basic(`${key}:`)} x`,
    'Bearer constructor',
    'Bearer __proto__',
  ])('is refused: %j', expectRefused);

  it('is refused at a length of 8,000 characters, too', () => expectRefused(`Bearer ${'a'.repeat(8000)}`));

  it.each([`bearer ${key}`, `BEARER  ${key}`, `Bearer ${key}  `])(
    'that only looks odd is fine: %j',
    async (authorization) => {
      const { id } = await arrange(server(), { status: 'requires_capture' });
      const connection = await openConnection(server());

      connection.send(requestBytes('GET', `${path}/${id}`, { Host: 'localhost', Authorization: authorization }));

      expect((await connection.answer()).status).toBe(200);
    },
  );
});
