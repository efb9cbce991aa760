import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readKnownFailing } from '../../src/cli/knownFailing.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const ids = ['stripe/cancel/one', 'stripe/cancel/two'];
const file = (content: unknown) => join(temporaryDirectory({ 'known.json': JSON.stringify(content) }), 'known.json');

describe('the list of what is known to fail', () => {
  it('has the reason by the id', () => {
    expect(readKnownFailing(file({ 'stripe/cancel/two': 'ticket 7' }), ids)).toEqual(
      new Map([['stripe/cancel/two', 'ticket 7']]),
    );
    expect(readKnownFailing(file({}), ids)).toEqual(new Map());
  });

  it.each([
    ['an id that no check has', { 'stripe/cancel/*': 'all' }, 'there is no check stripe/cancel/*; see --list.'],
    ['an empty reason', { 'stripe/cancel/one': ' ' }, 'stripe/cancel/one has no reason; write one as its value.'],
    ['no reason', { 'stripe/cancel/one': null }, 'stripe/cancel/one has no reason; write one as its value.'],
    ['a list', ids, 'expected a JSON object like {"stripe/cancel/…": "reason"}.'],
    ['null', null, 'expected a JSON object like {"stripe/cancel/…": "reason"}.'],
  ])('is refused with %s', (_, content, why) => {
    const path = file(content);
    expect(() => readKnownFailing(path, ids)).toThrow(new UsageError(`--known-failing ${path}: ${why}`));
  });
});
