import { describe, expect, it } from 'vitest';
import { type Answer, call, cancel, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';

const names = [
  'stripe-version',
  'stripe-account',
  'stripe-should-retry',
  'idempotency-key',
  'original-request',
  'idempotent-replayed',
  'cache-control',
  'www-authenticate',
];

/** The headers of FACTS that an answer carries, but for its id. */
function vendorHeaders({ headers }: Answer): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? '']] : [])));
}

const always = { 'stripe-version': '2026-10-28.endive', 'cache-control': 'no-cache, no-store' };
const final = { ...always, 'stripe-should-retry': 'false' };

describe('every answer', () => {
  const server = shareReference('stripe');

  it.each<[string, (id: string) => Promise<Answer>, number, object]>([
    ['a cancel', (id) => cancel(server(), id), 200, always],
    ['a retrieve', (id) => retrieve(server(), id), 200, always],
    ['a bad parameter', (id) => cancel(server(), id, { body: 'nope=1' }), 400, final],
    [
      'a missing key',
      (id) => cancel(server(), id, { key: null }),
      401,
      { ...final, 'www-authenticate': 'Bearer realm="Stripe"' },
    ],
    ['a publishable key', (id) => cancel(server(), id, { key: 'pk_test_reference' }), 403, final],
    ['an unknown id', () => cancel(server(), 'pi_nope'), 404, final],
    ['an unrecognized URL', () => call(server(), '/v1/nothing'), 404, final],
  ])('has the headers it should, here that to %s', async (_to, ask, status, expected) => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    const answer = await ask(id);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('request-id')).toMatch(/^req_\w+$/);
    expect(vendorHeaders(answer)).toEqual(expected);
  });

  it('has an id of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => retrieve(server(), 'pi_nope')));

    expect(new Set(answers.map(({ headers }) => headers.get('request-id'))).size).toBe(20);
  });

  it('says nothing of what the server is made of', async () => {
    const { headers } = await retrieve(server(), 'pi_nope');

    expect([...headers.keys()].sort()).toEqual(
      [
        'request-id',
        ...Object.keys(final),
        'content-type',
        'content-length',
        'date',
        'connection',
        'keep-alive',
      ].sort(),
    );
  });
});
