import { expect, it } from 'vitest';
import { wrongKeyOf } from '../../../src/conformance/run/wrongKey.js';

it.each(['sk_test_reference', 'ch_live_0aZ9-b', 'rk_test_51H8xYz', 'keyWithoutPrefix1'])(
  'the wrong key for %s has its form and length, and none of its characters after the prefix',
  (key) => {
    const wrong = wrongKeyOf(key);
    const prefix = /^(?:[a-z]+_)*/.exec(key)?.[0] ?? '';
    const formOf = (text: string) => text.replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A').replace(/[0-9]/g, '0');

    expect(wrong.startsWith(prefix)).toBe(true);
    expect(formOf(wrong)).toBe(formOf(key));
    const same = Array.from(wrong).filter((letter, at) => at >= prefix.length && letter === key[at]);
    expect(same.filter((letter) => /\w/.test(letter))).toEqual([]);
  },
);

it('the same key has the same wrong key, which another key does not have', () => {
  expect(wrongKeyOf('sk_test_reference')).toBe(wrongKeyOf('sk_test_reference'));
  expect(wrongKeyOf('sk_test_reference')).not.toBe(wrongKeyOf('sk_test_referencf'));
});
