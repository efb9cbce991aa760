import { beforeAll, describe, expect, it } from 'vitest';
import { contractFor } from '../../src/contract/contracts.js';
import type { FaultDeclaration } from '../../src/contract/control.js';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';

const on = 'cancelPaymentIntent';
const html = { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>Bad gateway</h1>' };

describe('a fault that can’t happen is refused when it is added, with the way to mend it:', () => {
  let reference: Reference<'stripe'>;
  beforeAll(async () => {
    reference = await startReference('stripe');
    return () => reference.close();
  });

  it.each<[object | null | string | undefined, string]>([
    [undefined, 'A fault must be an object, such as { "on": "cancelPaymentIntent", "drop": "after_commit" }.'],
    [null, 'A fault must be an object, such as { "on": "cancelPaymentIntent", "drop": "after_commit" }.'],
    [
      'cancelPaymentIntent',
      'A fault must be an object, such as { "on": "cancelPaymentIntent", "drop": "after_commit" }.',
    ],
    [{ drop: 'before' }, 'on must be the name of an operation, such as cancelPaymentIntent.'],
    [{ on: 7, drop: 'before' }, 'on must be the name of an operation, such as cancelPaymentIntent.'],
    [
      { on: 'cancel', drop: 'before' },
      `There is no operation cancel; known are ${contractFor('stripe')
        .operations.map(({ id }) => id)
        .join(', ')}.`,
    ],
    [
      { on, drop: 'before', time: 2 },
      'A fault has no member time; known are on, id, times, when, answer, delay, drop, truncate.',
    ],
    [{ on, drop: 'before', id: '' }, 'id must be the id of an intent; leave it out for any.'],
    [{ on, drop: 'before', times: 0 }, 'times must be a whole number from 1 to 1,000,000.'],
    [{ on, drop: 'before', times: 1.5 }, 'times must be a whole number from 1 to 1,000,000.'],
    [{ on, when: 'later' }, 'when must be instead, after_commit or kept.'],
    [{ on, delay: -1 }, 'delay must be from 0 to 3,600,000 milliseconds, or forever.'],
    [{ on, delay: Number.POSITIVE_INFINITY }, 'delay must be from 0 to 3,600,000 milliseconds, or forever.'],
    [{ on, delay: 'a second' }, 'delay must be from 0 to 3,600,000 milliseconds, or forever.'],
    [{ on, drop: true }, 'drop must be before or after_commit.'],
    [{ on, truncate: -1 }, 'truncate must be a whole number of bytes, 0 or more.'],
    [{ on, answer: { status: 99 } }, expect.stringMatching(/^answer must be the name of an example, .* by name\.$/)],
    [{ on, answer: { example: 'RateLimited', status: 1 } }, expect.stringMatching(/^answer must be the name/)],
    [{ on, answer: { status: 500, headers: { A: 1 } } }, expect.stringMatching(/^answer must be the name/)],
    [
      { on, answer: 'Ratelimited' },
      expect.stringMatching(/^cancelPaymentIntent has no example Ratelimited; known are .*RateLimited/),
    ],
    [{ on, answer: 'constructor' }, expect.stringMatching(/^cancelPaymentIntent has no example constructor/)],
    [{ on }, 'Nothing would go wrong; give an answer, a delay, a drop or truncate.'],
    [{ on, delay: 0 }, 'Nothing would go wrong; give an answer, a delay, a drop or truncate.'],
    [{ on, when: 'after_commit' }, 'Nothing would go wrong; give an answer, a delay, a drop or truncate.'],
    [{ on, when: 'instead' }, 'when instead needs an answer, or delay forever.'],
    [{ on, when: 'instead', delay: 5 }, 'when instead needs an answer, or delay forever.'],
    [{ on, when: 'instead', delay: 'forever', truncate: 5 }, 'when instead needs an answer, or delay forever.'],
    [
      { on, drop: 'before', delay: 5 },
      'drop before leaves nothing to answer; give it without when, answer, delay and truncate.',
    ],
    [
      { on, drop: 'before', answer: 'RateLimited' },
      'drop before leaves nothing to answer; give it without when, answer, delay and truncate.',
    ],
    [
      { on, drop: 'after_commit', when: 'instead' },
      'drop after_commit needs the request to be executed; leave when out, or drop before.',
    ],
    [{ on, drop: 'after_commit', delay: 'forever' }, 'delay forever never reaches the drop; leave one of them out.'],
    [
      { on, drop: 'after_commit', answer: 'RateLimited' },
      'The answer would never be sent; leave answer out, with when instead for a request that is not executed.',
    ],
    [
      { on, delay: 'forever', answer: 'RateLimited' },
      'The answer would never be sent; leave answer out, with when instead for a request that is not executed.',
    ],
    [{ on, when: 'kept', answer: html }, 'when kept answers with a 500 of its own; leave answer out.'],
    [
      { on: 'retrievePaymentIntent', when: 'kept' },
      'retrievePaymentIntent takes no idempotency keys here, so nothing is kept; give an answer such as InternalError.',
    ],
    [{ on, answer: html, truncate: 20 }, 'truncate 20 leaves the whole body, which has 20 bytes; leave it out.'],
    [
      { on, answer: { status: 204 }, truncate: 0 },
      'truncate 0 leaves the whole body, which has 0 bytes; leave it out.',
    ],
    [{ on, answer: { status: 204, body: '' } }, 'An answer with the status 204 has no body; leave body out.'],
    [
      { on, answer: { ...html, headers: { 'content-length': '1' } } },
      'content-length follows from the body; leave it out, or give truncate.',
    ],
    [
      { on, answer: { example: 'RateLimited', headers: { 'Retry After': '1' } } },
      `The header "Retry After" can't be sent as it is; give a name and a value without special characters.`,
    ],
    [
      { on, answer: { ...html, headers: { 'X-Mine': 'a\r\nb' } } },
      `The header "X-Mine" can't be sent as it is; give a name and a value without special characters.`,
    ],
  ])('%j', (declaration, message) => {
    const add = () => reference.faults.add(declaration as FaultDeclaration);

    let thrown: unknown;
    try {
      add();
    } catch (error) {
      thrown = error;
    }

    expect(thrown).toBeInstanceOf(TypeError);
    expect((thrown as TypeError).message).toEqual(message);
    expect(reference.faults.pending()).toEqual([]);
  });
});

it('a fault that Chargefy’s server can’t carry out is refused there', async () => {
  await using reference = await startReference('chargefy');

  expect(() => reference.faults.add({ on, when: 'kept' })).toThrow('takes no idempotency keys here');
  expect(() => reference.faults.add({ on: 'capturePaymentIntent', drop: 'before' })).toThrow(
    'There is no operation capturePaymentIntent; known are cancelPaymentIntent, retrievePaymentIntent.',
  );
});
