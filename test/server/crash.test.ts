import { describe, expect, it } from 'vitest';
import { type Answer, call, cancel, retrieve } from '../support/calls.js';
import { type Reference, startReference } from '../support/reference.js';

/** A server whose store fails, with words that are nobody else's business. */
function startBroken(dialect: 'stripe' | 'chargefy'): Promise<Reference> {
  const transact = async () => {
    throw new Error('SQLITE_CORRUPT: disk image of sk_live_0000 is malformed in <html>');
  };
  return startReference(dialect, {
    store: { transact, stopWaiting: () => undefined, onDue: () => undefined, close: async () => undefined },
  });
}

const vendors = [
  {
    dialect: 'stripe',
    words: ({ headers }: Answer) => ({
      message: 'An unknown error occurred',
      request_log_url: `https://dashboard.stripe.com/acct_reference/test/workbench/logs?object=${headers.get('request-id')}`,
      type: 'api_error',
    }),
  },
  {
    dialect: 'chargefy',
    words: () => ({ code: 'internal_error', message: 'An unknown error occurred.', type: 'api_error' }),
  },
] as const;

describe.each(vendors)('a failure of the server at $dialect', ({ dialect, words }) => {
  it.each<[string, (reference: Reference) => Promise<Answer>]>([
    ['a cancel', (reference) => cancel(reference, 'pi_1')],
    ['a retrieve', (reference) => retrieve(reference, 'pi_1')],
    [
      'a fixture',
      (reference) => call(reference, '/_fixtures/payment_intents', { method: 'POST', body: '{"status":"succeeded"}' }),
    ],
  ])('is a 500 in the words of the dialect alone, here to %s', async (_to, ask) => {
    const reference = await startBroken(dialect);

    const answer = await ask(reference);

    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.has('stripe-should-retry')).toBe(false);
    expect(answer.body).toEqual({ error: words(answer) });
  });

  it('is logged with its cause and the id of the request', async () => {
    const reference = await startBroken(dialect);

    await cancel(reference, 'pi_1');

    const failed = reference.logged.find(({ msg }) => msg === 'request failed');
    expect(failed).toMatchObject({ level: 50, err: { message: expect.stringContaining('SQLITE_CORRUPT') } });
    expect(reference.logged.at(-1)).toMatchObject({ status: 500, requestId: failed?.requestId });
  });

  it('does not keep it from the next request', async () => {
    const reference = await startBroken(dialect);
    await cancel(reference, 'pi_1');

    expect(await cancel(reference, 'pi_1', { key: null })).toMatchObject({ status: 401 });
  });
});
