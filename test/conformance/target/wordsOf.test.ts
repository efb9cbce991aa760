import { describe, expect, it } from 'vitest';
import { Deviation } from '../../../src/conformance/checks/Deviation.js';
import { createRedact } from '../../../src/conformance/target/redact.js';
import { isUnarranged, type Target } from '../../../src/conformance/target/Target.js';
import { bounded, messageOf, wordsOf } from '../../../src/conformance/target/wordsOf.js';

const circular: unknown[] = [];
circular.push(circular);
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const throwing = Object.defineProperty(new Error(), 'message', {
  get: () => {
    throw new Error('no message for you');
  },
});
const odd: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a bigint', 1n],
  ['a symbol', Symbol('odd')],
  ['a function', () => 1],
  ['an object without a prototype', Object.create(null)],
  ['a circle', circular],
  ['a revoked proxy', revoked],
  ['an error whose message throws', throwing],
  ['an error whose message is no text', Object.assign(new Error(), { message: 7 })],
  ['something whose JSON throws', { toJSON: () => throwing.message }],
  ['something whose JSON and text throw', { toJSON: () => throwing.message, toString: () => throwing.message }],
];

describe('any value', () => {
  it.each(odd)('%s has words', (_, value) => {
    expect(wordsOf(value)).toEqual(expect.any(String));
    expect(messageOf(value)).toEqual(expect.any(String));
  });

  it.each(odd)('%s is redacted, told in a deviation, and is no Unarranged', (_, value) => {
    const redact = createRedact({ key: 'sk_test_mine' } as Target);
    expect(redact(value)).toEqual(expect.any(String));
    expect(new Deviation(value, value)).toMatchObject({ expected: wordsOf(value), actual: wordsOf(value) });
    expect(isUnarranged(value)).toBe(false);
  });

  it('is shown as JSON, or as its own text', () => {
    expect(wordsOf(undefined)).toBe('nothing');
    expect(wordsOf({ a: 1 })).toBe('{"a":1}');
    expect(messageOf(new TypeError('not a function'))).toBe('not a function');
    expect(messageOf('no Error at all')).toBe('no Error at all');
  });

  it('takes no more room in a report than a page', () => {
    expect(bounded('x'.repeat(1 << 20))).toHaveLength(4_000 + '… (1048576 characters)'.length);
    expect(bounded('short')).toBe('short');
  });
});
