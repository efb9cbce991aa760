import { describe, expect, it } from 'vitest';
import { retrieve, spoken } from '../support/calls.js';
import { openConnection, ownHeaders, requestBytes } from '../support/connection.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

const refusals = {
  stripe: [
    ['no key', {}, 401],
    ['a wrong key', { Authorization: 'Bearer sk_test_nope' }, 401],
    ['a publishable key', { Authorization: 'Bearer pk_test_reference' }, 403],
    ['a foreign account', { Authorization: 'Bearer sk_test_reference', 'Stripe-Account': 'acct_x' }, 403],
  ],
  chargefy: [
    ['no key', {}, 401],
    ['a wrong key', { Authorization: 'Bearer ch_test_nope' }, 401],
    ['Basic', { Authorization: `Basic ${btoa('ch_test_reference:')}` }, 401],
  ],
} as const;

const framings: [string, Record<string, string>][] = [
  ['a body that is announced', { 'Content-Length': '1000' }],
  ['a body of unknown length', { 'Transfer-Encoding': 'chunked' }],
];

describe.each(['stripe', 'chargefy'] as const)('authentication at %s', (dialect) => {
  const server = shareReference(dialect);
  const { path, mediaType, reason } = spoken[dialect];

  const cases = framings.flatMap(([title, framing]) =>
    refusals[dialect].map(([whose, credentials, status]) => ({ title, framing, whose, credentials, status })),
  );

  it.each(cases)('refuses $whose without waiting for $title', async ({ framing, credentials, status }) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const connection = await openConnection(server());

    const headers = { Host: 'localhost', 'Content-Type': mediaType, ...framing, ...credentials };
    connection.send(requestBytes('POST', `${path}/${intent.id}/cancel`, headers));

    const answer = await connection.answer();
    expect(answer.status).toBe(status);
    expectRefusal(dialect, answer);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('leaves the connection as it should be once the body has come', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const connection = await openConnection(server());
    const body = reason('duplicate');
    const framing = { 'Content-Type': mediaType, 'Content-Length': String(body.length) };
    const target = `${path}/${id}/cancel`;
    connection.send(requestBytes('POST', target, { Host: 'localhost', ...framing }));
    expect((await connection.answer()).status).toBe(401);

    connection.send(body, requestBytes('POST', target, { ...ownHeaders(server()), ...framing }, body));

    const answer = await connection.answer();
    expect(JSON.parse(answer.body)).toMatchObject({ status: 'canceled', cancellation_reason: 'duplicate' });
  });

  it('waits for nothing where there is no such route', async () => {
    const connection = await openConnection(server());

    connection.send(requestBytes('POST', '/v1/nothing', { Host: 'localhost', 'Content-Length': '1000' }));

    const answer = await connection.answer();
    expect(answer.status).toBe(404);
    expectRefusal(dialect, answer);
  });
});
