import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/domain/StoreUnavailable.js';
import { cancel, retrieve } from '../support/calls.js';
import {
  expectExecuted,
  expectNotExecuted,
  expectReplayed,
  type KeyedRequest,
  newKey,
  sendKeyed,
} from '../support/keyed.js';
import { arrange, type Reference, shareReference, startReference } from '../support/reference.js';

const server = shareReference('stripe');
const arranged = async (fixture: object, secret?: string) => (await arrange(server(), fixture, secret)).id;
const send = (request: KeyedRequest) => sendKeyed(server(), request);

describe('an answer that is not kept leaves the idempotency key free', () => {
  it.each<[string, number, Partial<KeyedRequest>]>([
    ['no valid API key', 401, { secret: 'sk_test_nope' }],
    ['an expired API key', 401, { secret: 'rk_test_expired' }],
    ['a publishable key', 403, { secret: 'pk_test_reference' }],
    ['a key without the permission', 403, { secret: 'rk_test_readonly' }],
    ['an account out of reach', 403, { headers: { 'Stripe-Account': 'acct_other' } }],
    ['an invalid version', 400, { headers: { 'Stripe-Version': 'yesterday' } }],
    ['an unknown id', 404, { id: 'pi_nope' }],
    ['a client secret for an id', 404, { id: 'pi_1_secret_2' }],
    ['a reason of the system', 400, { body: 'cancellation_reason=automatic' }],
    ['a bad reason', 400, { body: 'cancellation_reason=boredom' }],
    ['an empty reason', 400, { body: 'cancellation_reason=' }],
    ['an unknown parameter', 400, { body: 'nope=1' }],
    ['a JSON body', 400, { body: '{}', headers: { 'Content-Type': 'application/json' } }],
    ['an expand of what can not be expanded', 400, { body: 'expand[]=metadata' }],
    ['an expand too deep', 400, { body: 'expand[]=a.b.c.d.e' }],
    ['an expand that is no array', 400, { body: 'expand=customer' }],
    ['an unknown route', 404, { id: 'pi_1/nothing' }],
  ])('%s', async (_what, status, wrong) => {
    const request = { id: await arranged({ status: 'requires_capture' }), key: newKey() };

    for (let attempt = 0; attempt < 2; attempt += 1) {
      const refused = await send({ ...request, ...wrong });
      expect(refused.status).toBe(status);
      expectNotExecuted(refused);
    }

    const answer = await send(request);
    expect(answer.status).toBe(200);
    expectExecuted(answer, request.key);
  });
});

describe('24 hours', () => {
  const day = 24 * 60 * 60;

  it('later a key is new, and keeps the new answer; until then it has the first one', async () => {
    const reference = await startReference('stripe');
    const request = { id: (await arrange(reference, { status: 'requires_capture' })).id, key: newKey() };
    const first = await sendKeyed(reference, request);

    reference.now += day - 1;
    expectReplayed(await sendKeyed(reference, request), first);

    reference.now += 1;
    const second = await sendKeyed(reference, request);
    expect(second.status).toBe(400);
    expect(second.text).toContain('payment_intent_unexpected_state');
    expectExecuted(second, request.key);

    reference.now += day - 1;
    expectReplayed(await sendKeyed(reference, request), second);
  });

  it('later a key may be used for something else', async () => {
    const reference = await startReference('stripe');
    const [one, other] = [
      await arrange(reference, { status: 'requires_capture' }),
      await arrange(reference, { status: 'requires_capture' }),
    ];
    const key = newKey();
    await sendKeyed(reference, { id: one.id, key });
    reference.now += day + 1;
    expect((await sendKeyed(reference, { id: other.id, key })).status).toBe(200);
  });
});

describe('a handler that fails', () => {
  /** A server whose next transition is done and then fails with an error. */
  async function startFailing(): Promise<{ reference: Reference; failNext: (error: Error) => void }> {
    const { store } = await startReference('stripe');
    let failure: Error | undefined;
    const reference = await startReference('stripe', {
      store: {
        stopWaiting: () => undefined,
        onDue: () => undefined,
        close: async () => undefined,
        transact: (work) =>
          store.transact((transaction) =>
            work({
              ...transaction,
              intents: {
                ...transaction.intents,
                async transition(...args) {
                  const outcome = await transaction.intents.transition(...args);
                  const error = failure;
                  if (!error) return outcome;
                  failure = undefined;
                  throw error;
                },
              },
            }),
          ),
      },
    });
    return {
      reference,
      failNext: (error) => {
        failure = error;
      },
    };
  }

  it('is answered 500 to every retry, and nothing it did remains', async () => {
    const { reference, failNext } = await startFailing();
    const request = { id: (await arrange(reference, { status: 'requires_capture' })).id, key: newKey() };

    failNext(new Error('a bug'));
    const first = await sendKeyed(reference, request);
    expect(first.status).toBe(500);
    expectExecuted(first, request.key);
    expect(first.headers.has('stripe-should-retry')).toBe(false);
    expect(reference.logged.filter(({ msg }) => msg === 'request failed')).toHaveLength(1);

    expectReplayed(await sendKeyed(reference, request), first);
    expect((await retrieve(reference, request.id)).body.status).toBe('requires_capture');
    expect((await sendKeyed(reference, { ...request, key: newKey() })).status).toBe(200);
  });

  it('because its store was away for a moment is not: the retry is executed', async () => {
    const { reference, failNext } = await startFailing();
    const request = { id: (await arrange(reference, { status: 'requires_capture' })).id, key: newKey() };

    failNext(new StoreUnavailable('the connection to the database is lost'));
    const first = await sendKeyed(reference, request);
    expect(first.status).toBe(503);
    expectNotExecuted(first);

    const second = await sendKeyed(reference, request);
    expect(second.status).toBe(200);
    expectExecuted(second, request.key);
  });

  it('can be retried without a key', async () => {
    const { reference, failNext } = await startFailing();
    const { id } = await arrange(reference, { status: 'requires_capture' });
    failNext(new Error('a bug'));
    expect((await cancel(reference, id)).status).toBe(500);
    expect((await cancel(reference, id)).status).toBe(200);
  });
});
