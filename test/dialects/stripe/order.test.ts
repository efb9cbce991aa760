import { describe, expect, it } from 'vitest';
import { type CallOptions, call, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { expectRefusal } from '../../support/refusal.js';

/** One thing wrong with a cancel, and how the answer says so. */
interface Rejection {
  readonly name: string;
  readonly status: number;
  readonly message: RegExp;
  readonly fixture?: object;
  readonly id?: string;
  readonly suffix?: string;
  readonly key?: null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pair?: string;
}

/** In the order in which they are told. */
const faults: Rejection[] = [
  { name: 'an unrecognized URL', suffix: '/again', status: 404, message: /^Unrecognized request URL/ },
  { name: 'a missing key', key: null, status: 401, message: /^You did not provide an API key/ },
  { name: 'a foreign account', headers: { 'Stripe-Account': 'acct_x' }, status: 403, message: /does not have access/ },
  {
    name: 'a body that is no form',
    headers: { 'Content-Type': 'application/json' },
    status: 400,
    message: /check that your POST content type/,
  },
  {
    name: 'an empty idempotency key',
    headers: { 'Idempotency-Key': '' },
    status: 400,
    message: /^The Idempotency-Key/,
  },
  { name: 'a parameter of the wrong type', pair: 'cancellation_reason[a]=b', status: 400, message: /^Invalid string/ },
  { name: 'a bad expand path', pair: 'expand[]=nope', status: 400, message: /^This property cannot be expanded/ },
  { name: 'an unknown id', id: 'pi_nope', status: 404, message: /^No such payment_intent/ },
  { name: 'an unknown parameter', pair: 'nope=1', status: 400, message: /^Received unknown parameter/ },
  { name: 'a bad reason', pair: 'cancellation_reason=nope', status: 400, message: /^Invalid cancellation_reason/ },
  { name: 'a Checkout Session', fixture: { checkout_session: 'cs_1' }, status: 400, message: /created by Checkout/ },
  { name: 'a terminal state', fixture: { status: 'succeeded' }, status: 400, message: /^You cannot cancel this/ },
];

/** A reason cannot be of the wrong type and a bad one at once. */
const exclusive = (first: Rejection, second: Rejection) =>
  [first, second].every(({ pair }) => pair?.startsWith('cancellation_reason'));

const pairs = faults.flatMap((first, index) =>
  faults
    .slice(index + 1)
    .filter((second) => !exclusive(first, second))
    .map((second) => ({ first, second })),
);

describe('when two things are wrong with a cancel', () => {
  const server = shareReference('stripe');

  it.each(pairs)('$first.name is told, not $second.name', async ({ first, second }) => {
    const intent = await arrange(server(), {
      status: 'requires_payment_method',
      ...first.fixture,
      ...second.fixture,
    });

    const { path, options } = compose([second, first], intent.id);
    const answer = await call(server(), path, options);

    expect(answer.status).toBe(first.status);
    expect(expectRefusal('stripe', answer).error.message).toMatch(first.message);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it.each(faults)('$name is told when it is alone', async (fault) => {
    const { id } = await arrange(server(), { status: 'requires_payment_method', ...fault.fixture });

    const { path, options } = compose([fault], id);
    const answer = await call(server(), path, options);

    expect(answer.status).toBe(fault.status);
    expect(expectRefusal('stripe', answer).error.message).toMatch(fault.message);
  });
});

/** The cancel that has all these faults. */
function compose(all: readonly Rejection[], own: string): { path: string; options: CallOptions } {
  const id = all.find((fault) => fault.id !== undefined)?.id ?? own;
  const suffix = all.find((fault) => fault.suffix !== undefined)?.suffix ?? '';
  const headers = Object.assign({}, ...all.map((fault) => fault.headers));
  const body = all.flatMap(({ pair = [] }) => pair).join('&');
  return {
    path: `/v1/payment_intents/${id}/cancel${suffix}`,
    options: {
      method: 'POST',
      headers,
      body: body || 'expand[]=customer',
      ...(all.some(({ key }) => key === null) && { key: null }),
    },
  };
}
