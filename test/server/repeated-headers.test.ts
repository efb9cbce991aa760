import { describe, expect, it } from 'vitest';
import type { DialectName } from '../../src/contract/dialect.js';
import { retrieve, spoken } from '../support/calls.js';
import { openConnection } from '../support/connection.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

/** Each twice, the same value or another. */
const repeated: Record<DialectName, [name: string, second: string][]> = {
  stripe: [
    ['Authorization', 'Bearer sk_test_other'],
    ['authorization', 'Bearer sk_test_reference'],
    ['Content-Type', 'application/json'],
    ['Idempotency-Key', 'cancel-2'],
    ['Stripe-Version', '2026-10-28.endive'],
    ['STRIPE-ACCOUNT', 'acct_reference'],
  ],
  chargefy: [
    ['Authorization', 'Bearer ch_test_other'],
    ['Content-Type', 'application/json'],
  ],
};

const first: Readonly<Record<string, string>> = {
  'idempotency-key': 'cancel-1',
  'stripe-version': '2026-10-28.endive',
  'stripe-account': 'acct_reference',
};

describe.each(['stripe', 'chargefy'] as const)('a header that is sent twice to %s', (dialect) => {
  const server = shareReference(dialect);
  const { path, key, mediaType, reason } = spoken[dialect];

  const send = async (target: string, lines: readonly string[], body: string) => {
    const connection = await openConnection(server());
    const head = [`POST ${target} HTTP/1.1`, 'Host: localhost', `Content-Length: ${body.length}`, ...lines];
    connection.send(`${head.join('\r\n')}\r\n\r\n${body}`);
    return connection.answer();
  };

  it.each(repeated[dialect])('is refused where it decides something: %s', async (name, second) => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const own = [`Authorization: Bearer ${key}`, `Content-Type: ${mediaType}`];
    const given = first[name.toLowerCase()];
    const lines = [...own, ...(given === undefined ? [] : [`${name}: ${given}`]), `${name}: ${second}`];

    const answer = await send(`${path}/${intent.id}/cancel`, lines, reason('duplicate'));

    expect(answer.status).toBe(400);
    const title = name.toLowerCase().replace(/\b\w/g, (letter) => letter.toUpperCase());
    const message = `Invalid request: it has the header ${title} more than once.`;
    expect(expectRefusal(dialect, answer).error.message).toBe(message);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('is fine where it decides nothing', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });
    const lines = [`Authorization: Bearer ${key}`, `Content-Type: ${mediaType}`, 'X-Trace: 1', 'X-Trace: 2'];
    const { status, body } = await send(`${path}/${id}/cancel`, lines, reason('duplicate'));
    expect({ status, intent: JSON.parse(body) }).toMatchObject({ status: 200, intent: { status: 'canceled' } });
  });
});
