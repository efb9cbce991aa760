import { describe, expect, it } from 'vitest';
import { stripe } from '../../../src/dialects/stripe/dialect.js';
import { StoreUnavailable } from '../../../src/domain/StoreUnavailable.js';
import { type Answer, call, cancel, retrieve } from '../../support/calls.js';
import { openConnection } from '../../support/connection.js';
import { newKey } from '../../support/keyed.js';
import { arrange, shareReference } from '../../support/reference.js';

/** The headers of FACTS that an answer carries, but for the ids and the key, which differ. */
const names = [
  'stripe-version',
  'stripe-account',
  'stripe-should-retry',
  'idempotent-replayed',
  'cache-control',
  'www-authenticate',
];

function vendorHeaders({ headers }: Pick<Answer, 'headers'>): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? '']] : [])));
}

const uncached = { 'cache-control': 'no-cache, no-store' };
const named = { ...uncached, 'stripe-version': '2026-10-28.endive' };
const final = { ...named, 'stripe-should-retry': 'false' };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

type Ask = (id: string, headers: Record<string, string>) => Promise<Answer>;

describe('an answer', () => {
  const server = shareReference('stripe');
  const arranged = async (status = 'requires_capture') => (await arrange(server(), { status })).id;
  const capture: Ask = (id, headers) =>
    call(server(), `/v1/payment_intents/${id}/capture`, { method: 'POST', headers });
  const fixture: Ask = (_id, headers) =>
    call(server(), '/_fixtures/payment_intents', { method: 'POST', body: '{"status":"succeeded"}', headers });

  const posts: [string, number, object, Ask, string?][] = [
    ['a cancel', 200, final, (id, headers) => cancel(server(), id, { headers })],
    ['a capture', 200, final, capture],
    ['a cancel that comes too late', 400, final, (id, headers) => cancel(server(), id, { headers }), 'succeeded'],
    ['a capture that comes too late', 400, final, capture, 'canceled'],
    ['an unknown parameter', 400, named, (id, headers) => cancel(server(), id, { headers, body: 'nope=1' })],
    ['a bad reason', 400, named, (id, headers) => cancel(server(), id, { headers, body: 'cancellation_reason=no' })],
    ['a bad expand', 400, named, (id, headers) => cancel(server(), id, { headers, body: 'expand[]=amount' })],
    [
      'a JSON body',
      400,
      named,
      (id, headers) =>
        cancel(server(), id, { headers: { ...headers, 'Content-Type': 'application/json' }, body: '{}' }),
    ],
    ['an unknown id', 404, named, (_id, headers) => cancel(server(), 'pi_nope', { headers })],
  ];

  it.each(posts)('to a POST repeats its key: %s', async (_what, status, expected, ask, from) => {
    const [id, key] = [await arranged(from), newKey()];

    const answer = await ask(id, { 'Idempotency-Key': key });

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('request-id')).toMatch(/^req_\w+$/);
    expect(answer.headers.get('idempotency-key')).toBe(key);
    expect(answer.headers.get('original-request')).toBe(answer.headers.get('request-id'));
    expect(vendorHeaders(answer)).toEqual(expected);
  });

  it.each(posts)('to a POST without a key has one that was made: %s', async (_what, status, expected, ask, from) => {
    const answers = [await ask(await arranged(from), {}), await ask(await arranged(from), {})];

    for (const answer of answers) {
      expect(answer.status).toBe(status);
      expect(answer.headers.get('idempotency-key')).toMatch(uuid);
      expect(answer.headers.get('original-request')).toBe(answer.headers.get('request-id'));
      expect(vendorHeaders(answer)).toEqual(expected);
    }
    expect(new Set(answers.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(2);
  });

  it.each<[string, number, object, Ask]>([
    ['a retrieve', 200, named, (id, headers) => retrieve(server(), id, '', { headers })],
    ['a retrieve with a bad expand', 400, named, (id, headers) => retrieve(server(), id, '?expand=x', { headers })],
    ['a retrieve of an unknown id', 404, named, (_id, headers) => retrieve(server(), 'pi_nope', '', { headers })],
    ['an unknown route', 404, named, (_id, headers) => call(server(), '/v1/nothing', { method: 'POST', headers })],
    ['another method', 404, named, (id, headers) => cancel(server(), id, { method: 'PUT', headers })],
    ['a fixture', 201, named, fixture],
    [
      'a bad fixture',
      400,
      named,
      (_id, headers) => call(server(), '/_fixtures/payment_intents', { method: 'POST', headers, body: '{' }),
    ],
    ['a publishable key', 403, named, (id, headers) => cancel(server(), id, { key: 'pk_test_reference', headers })],
    [
      'a key without the permission',
      403,
      named,
      (id, headers) => cancel(server(), id, { key: 'rk_test_readonly', headers }),
    ],
  ])('has an id and no key: %s', async (_what, status, expected, ask) => {
    const answer = await ask(await arranged(), { 'Idempotency-Key': newKey() });

    expect(answer.status).toBe(status);
    expect(answer.headers.get('request-id')).toMatch(/^req_\w+$/);
    expect(answer.headers.has('idempotency-key')).toBe(false);
    expect(answer.headers.has('original-request')).toBe(false);
    expect(vendorHeaders(answer)).toEqual(expected);
  });

  const challenge = { ...uncached, 'www-authenticate': 'Bearer realm="Stripe"' };

  it.each<[string, number, object, Ask]>([
    ['a cancel without a key', 401, challenge, (id, headers) => cancel(server(), id, { key: null, headers })],
    ['a retrieve without one', 401, challenge, (id, headers) => retrieve(server(), id, '', { key: null, headers })],
    ['an unknown key', 401, challenge, (id, headers) => cancel(server(), id, { key: 'sk_test_nope', headers })],
    ['an expired key', 401, challenge, (id, headers) => cancel(server(), id, { key: 'rk_test_expired', headers })],
    [
      'a fixture without a key',
      401,
      challenge,
      (_id, headers) => call(server(), '/_fixtures/payment_intents', { method: 'POST', key: null, headers }),
    ],
    [
      'an account out of reach',
      403,
      uncached,
      (id, headers) => cancel(server(), id, { headers: { ...headers, 'Stripe-Account': 'acct_other' } }),
    ],
    [
      'a retrieve for one',
      403,
      uncached,
      (id, headers) => retrieve(server(), id, '', { headers: { ...headers, 'Stripe-Account': 'acct_other' } }),
    ],
  ])('has neither an id nor a version nor a key: %s', async (_what, status, expected, ask) => {
    const id = await arranged();

    const answer = await ask(id, { 'Idempotency-Key': newKey(), 'Stripe-Version': '2025-03-31.basil' });

    expect(answer.status).toBe(status);
    for (const name of ['request-id', 'idempotency-key', 'original-request']) {
      expect(answer.headers.has(name)).toBe(false);
    }
    expect(vendorHeaders(answer)).toEqual(expected);
  });

  it('names the account that was named, but for a 401 and a 403', async () => {
    const id = await arranged();
    const headers = { 'Stripe-Account': 'acct_reference' };
    const accountOf = async (answer: Promise<Answer>) => (await answer).headers.get('stripe-account');

    expect(await accountOf(retrieve(server(), id, '', { headers }))).toBe('acct_reference');
    expect(await accountOf(cancel(server(), id, { headers, body: 'nope=1' }))).toBe('acct_reference');
    expect(await accountOf(cancel(server(), 'pi_nope', { headers }))).toBe('acct_reference');
    expect(await accountOf(cancel(server(), id, { headers }))).toBe('acct_reference');
    expect(await accountOf(cancel(server(), id, { headers, key: 'sk_test_nope' }))).toBeNull();
    expect(await accountOf(cancel(server(), id, { headers, key: 'pk_test_reference' }))).toBeNull();
    expect(await accountOf(cancel(server(), id))).toBeNull();
  });

  it('to what is no HTTP has an id, and says nothing about a retry', async () => {
    const connection = await openConnection(server());

    connection.send('no HTTP at all\r\n\r\n');
    const answer = await connection.answer();

    expect(answer.status).toBe(400);
    expect(answer.headers.get('request-id')).toMatch(/^req_\w+$/);
    expect(answer.headers.has('idempotency-key')).toBe(false);
    expect(vendorHeaders(answer)).toEqual(named);
  });

  it.each(['GET', 'POST'] as const)('to a %s that says to ask again advises a retry', (method) => {
    const operation = stripe.contract.operations.find((known) => known.method === method);
    const context = { requestId: 'req_1', ownKey: 'key-1', method, path: '', headers: {}, now: 0 };
    const adviceOn = (status: number) =>
      stripe.headers(context, { status, body: {} }, operation)['Stripe-Should-Retry'];

    expect([409, 429].map(adviceOn)).toEqual(['true', 'true']);
    expect([401, 403, 404, 500, 503].map(adviceOn)).toEqual(Array(5).fill(undefined));
  });

  it('has an id of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => retrieve(server(), 'pi_nope')));

    expect(new Set(answers.map(({ headers }) => headers.get('request-id'))).size).toBe(20);
  });

  it('does not name the software of the server', async () => {
    const { headers } = await retrieve(server(), 'pi_nope');

    expect([...headers.keys()].sort()).toEqual(
      [
        'request-id',
        ...Object.keys(named),
        'content-type',
        'content-length',
        'date',
        'connection',
        'keep-alive',
      ].sort(),
    );
  });
});

describe.each([
  [500, new Error('a bug')],
  [503, new StoreUnavailable('the connection to the database is lost')],
])('a %d', (status, error) => {
  const server = shareReference('stripe', {
    store: {
      transact: () => Promise.reject(error),
      close: async () => undefined,
      stopWaiting: () => undefined,
      onDue: () => undefined,
    },
  });

  it('has an id, a version and to a POST a key, and leaves a retry to the caller', async () => {
    const key = newKey();

    const answers = [
      await cancel(server(), 'pi_1', { headers: { 'Idempotency-Key': key } }),
      await cancel(server(), 'pi_1'),
      await retrieve(server(), 'pi_1'),
    ];

    for (const answer of answers) {
      expect(answer.status).toBe(status);
      expect(answer.headers.get('request-id')).toMatch(/^req_\w+$/);
      expect(vendorHeaders(answer)).toEqual(named);
    }
    expect(answers.map(({ headers }) => headers.get('idempotency-key'))).toEqual([
      key,
      expect.stringMatching(uuid),
      null,
    ]);
  });
});

describe('a key that the server made', () => {
  const server = shareReference('stripe');

  it('is kept nowhere: a request that is sent with it is executed', async () => {
    const [one, other] = [
      await arrange(server(), { status: 'requires_capture' }),
      await arrange(server(), { status: 'requires_capture' }),
    ];
    const key = String((await cancel(server(), one.id)).headers.get('idempotency-key'));

    const claim = await server().store.transact(({ replies }) =>
      replies.claim({ organization: 'acct_reference', livemode: false }, key, 0),
    );
    expect(claim).toEqual({ kind: 'free' });

    const answer = await cancel(server(), other.id, { headers: { 'Idempotency-Key': key } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('idempotency-key')).toBe(key);
    expect(answer.headers.has('idempotent-replayed')).toBe(false);
  });

  it('stands in for one that is refused', async () => {
    const { id } = await arrange(server(), { status: 'requires_capture' });

    for (const key of ['', 'k'.repeat(256)]) {
      const answer = await cancel(server(), id, { headers: { 'Idempotency-Key': key } });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('idempotency-key')).toMatch(uuid);
      expect(answer.headers.has('stripe-should-retry')).toBe(false);
    }
  });
});
