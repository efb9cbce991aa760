import { describe, expect, it } from 'vitest';
import { type CallOptions, call, retrieve } from '../../support/calls.js';
import { arrange, shareReference } from '../../support/reference.js';
import { expectRefusal } from '../../support/refusal.js';

/** One thing wrong with a cancel, and how the answer says so. */
interface Rejection {
  readonly name: string;
  readonly status: number;
  readonly code: string;
  readonly fixture?: object;
  readonly id?: string;
  readonly suffix?: string;
  readonly key?: null;
  readonly body?: string;
}

/** In the order in which they are told. */
const faults: Rejection[] = [
  { name: 'an unknown route', suffix: '/again', status: 404, code: 'route_not_found' },
  { name: 'a missing key', key: null, status: 401, code: 'authentication_failed' },
  { name: 'malformed JSON', body: '{', status: 400, code: 'parameter_invalid' },
  { name: 'a bad reason', body: '{"cancellation_reason":"nope"}', status: 400, code: 'parameter_invalid' },
  { name: 'an unknown id', id: 'pi_nope', status: 404, code: 'resource_missing' },
  { name: 'a terminal status', fixture: { status: 'succeeded' }, status: 409, code: 'resource_state_conflict' },
];

const pairs = faults.flatMap((first, index) =>
  faults
    .slice(index + 1)
    .filter((second) => first.body === undefined || second.body === undefined)
    .map((second) => ({ first, second })),
);

describe('when two things are wrong with a cancel', () => {
  const server = shareReference('chargefy');

  it.each(pairs)('$first.name is told, not $second.name', async ({ first, second }) => {
    const intent = await arrange(server(), { status: 'requires_capture', ...first.fixture, ...second.fixture });

    const { path, options } = compose([second, first], intent.id);
    const answer = await call(server(), path, options);

    expect(answer.status).toBe(first.status);
    expect(expectRefusal('chargefy', answer).error.code).toBe(first.code);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });
});

/** The cancel that has all these faults. */
function compose(all: readonly Rejection[], own: string): { path: string; options: CallOptions } {
  const { id = own, suffix = '', body = '{}', key } = Object.assign({}, ...all) as Partial<Rejection>;
  return {
    path: `/v1/payment-intents/${id}/cancel${suffix}`,
    options: { method: 'POST', body, ...(key === null && { key }) },
  };
}
