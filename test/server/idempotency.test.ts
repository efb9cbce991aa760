import { describe, expect, it } from 'vitest';
import { cancel, retrieve } from '../support/calls.js';
import { expectExecuted, expectReplayed, type KeyedRequest, newKey, type Sent, sendKeyed } from '../support/keyed.js';
import { arrange, shareReference, startReference } from '../support/reference.js';

const server = shareReference('stripe');
const arranged = async (fixture: object, secret?: string) => (await arrange(server(), fixture, secret)).id;
const send = (request: KeyedRequest) => sendKeyed(server(), request);
const statusOf = async (id: string) => (await retrieve(server(), id)).body.status;

describe('the first answer under an idempotency key', () => {
  it.each([
    ['a cancel that succeeds', 200, { status: 'requires_capture' }, 'cancel'],
    ['a cancel of what was canceled before', 400, { status: 'canceled' }, 'cancel'],
    ['a cancel of what has succeeded', 400, { status: 'succeeded' }, 'cancel'],
    ['a cancel that Checkout does not let', 400, { status: 'processing', checkout_session: 'cs_1' }, 'cancel'],
    ['a capture that succeeds', 200, { status: 'requires_capture' }, 'capture'],
    ['a capture of what was canceled before', 400, { status: 'canceled' }, 'capture'],
  ] as const)('is answered to every retry, byte for byte: %s', async (_what, status, fixture, operation) => {
    const request = { id: await arranged(fixture), key: newKey(), operation };

    const first = await send(request);
    expect(first.status).toBe(status);
    expectExecuted(first, request.key);

    expectReplayed(await send(request), first);
    expectReplayed(await send(request), first);
  });

  it('stays the answer when the intent has changed since', async () => {
    const request = { id: await arranged({ status: 'succeeded' }), key: newKey() };
    const first = await send(request);
    await server().store.transact(({ intents }) =>
      intents.transition({ organization: 'acct_reference', livemode: false }, request.id, {
        from: ['succeeded'],
        fromWhenOwnedByCheckout: [],
        events: [],
        changes: { status: 'requires_capture' },
      }),
    );

    expectReplayed(await send(request), first);
    expect(await statusOf(request.id)).toBe('requires_capture');
  });

  it('is the only one: one of thirty at once is executed', async () => {
    const request = { id: await arranged({ status: 'requires_capture' }), key: newKey() };
    const answers = await Promise.all(Array.from({ length: 30 }, () => send(request)));
    const executed = answers.filter(({ headers }) => !headers.has('idempotent-replayed'));

    expect(executed).toHaveLength(1);
    expect(executed[0]?.status).toBe(200);
    for (const answer of answers) if (answer !== executed[0]) expectReplayed(answer, executed[0] as Sent);
  });

  it('follows the version and the account that the retry names', async () => {
    const request = { id: await arranged({ status: 'requires_capture' }), key: newKey() };
    const first = await send(request);
    const headers = { 'Stripe-Version': '2025-03-31.basil', 'Stripe-Account': 'acct_reference' };

    const again = await send({ ...request, headers });
    expectReplayed(again, first);
    expect(again.headers.get('stripe-version')).toBe('2025-03-31.basil');
    expect(again.headers.get('stripe-account')).toBe('acct_reference');
  });
});

describe('an idempotency key', () => {
  it('of one organization and one mode is another in any other', async () => {
    const key = newKey();
    const ids = {
      sk_test_reference: await arranged({ status: 'requires_capture' }),
      sk_live_reference: await arranged({ status: 'requires_capture' }, 'sk_live_reference'),
      sk_test_other: await arranged({ status: 'requires_capture' }, 'sk_test_other'),
    };
    for (const [secret, id] of Object.entries(ids)) {
      const answer = await send({ id, key, secret });
      expect(answer.status).toBe(200);
      expectExecuted(answer, key);
    }
  });

  it('means nothing to a retrieve', async () => {
    const [id, key] = [await arranged({ status: 'requires_capture' }), newKey()];
    await send({ id, key });
    const answer = await retrieve(server(), id, '', { headers: { 'Idempotency-Key': key } });
    expect(answer.status).toBe(200);
    expect(answer.headers.has('idempotent-replayed')).toBe(false);
  });

  it('may be any text of 255 characters', async () => {
    const request = { id: await arranged({ status: 'requires_capture' }), key: "é'--x".repeat(51) };
    const first = await send({ ...request });
    expect(first.status).toBe(200);
    expectReplayed(await send(request), first);
  });
});

describe('at Chargefy an idempotency key', () => {
  it('is accepted and ignored: a second cancel is refused like any other', async () => {
    const reference = await startReference('chargefy');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const headers = { 'Idempotency-Key': newKey() };

    const [first, second] = [await cancel(reference, id, { headers }), await cancel(reference, id, { headers })];
    expect(first.status).toBe(200);
    expect(second.status).toBe(409);
    for (const answer of [first, second]) {
      expect([...answer.headers.keys()].filter((name) => name.includes('idempoten'))).toEqual([]);
    }
  });
});
