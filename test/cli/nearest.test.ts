import { describe, expect, it } from 'vitest';
import { nearest, nearestGlob } from '../../src/cli/nearest.js';

describe('the nearest word', () => {
  it.each([
    ['clok', 'clock'],
    ['prot', 'port'],
    ['reprot', 'report'],
    ['clockk', 'clock'],
  ])('of %s is %s', (word, expected) => {
    expect(nearest(word, ['host', 'clock', 'report', 'port'])).toBe(expected);
  });

  it.each(['cert', 'x', ''])('is none when too little is alike: %s', (word) => {
    expect(nearest(word, ['list', 'test', 'clock'])).toBeUndefined();
  });
});

describe('the nearest pattern of ids', () => {
  const ids = ['stripe/cancel/same-id', 'stripe/cancel/reason', 'stripe/capture/rest', 'chargefy/cancel/same-id'];

  it.each([
    ['stripe/cancel', 'stripe/cancel/*'],
    ['stripe/cancel/', 'stripe/cancel/*'],
    ['stripe', 'stripe/**'],
    ['stripe/*', 'stripe/**'],
    ['stripe/cancle/*', 'stripe/cancel/*'],
    ['stripe/cancle', 'stripe/cancel/*'],
    ['stripe/cancel/sameid', 'stripe/cancel/same-id'],
    ['cancel', 'stripe/cancel/*'],
    ['cancel/*', 'stripe/cancel/*'],
    ['cancle', 'stripe/cancel/*'],
    ['cancel/reason', 'stripe/cancel/reason'],
    ['rest', 'stripe/capture/rest'],
  ])('of %s is %s', (glob, expected) => {
    expect(nearestGlob(glob, ids)).toBe(expected);
  });

  it('is none when no id is like it', () => {
    expect(nearestGlob('paypal/refund/*', ids)).toBeUndefined();
    expect(nearestGlob('**/refund', ids)).toBeUndefined();
  });
});
