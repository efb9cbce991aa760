import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExceptions } from '../../src/cli/exceptions.js';
import { UsageError } from '../../src/cli/UsageError.js';
import { suites } from '../../src/conformance/checks/suites.js';
import { codeBelow } from '../support/readme.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

const ids = ['stripe/cancel/one', 'stripe/cancel/two'];
const file = (content: unknown) => join(temporaryDirectory({ 'known.json': JSON.stringify(content) }), 'known.json');

describe('the file of exceptions', () => {
  it('has the reason by the id of what may fail, and by the glob of what need not be judged', () => {
    const failing = { 'stripe/cancel/two': 'ticket 7' };
    const notJudged = { 'stripe/cancel/*': 'no holds here', 'stripe/**': 'later' };
    expect(readExceptions(file({ failing, notJudged }), ids)).toEqual({ failing, notJudged });
    expect(readExceptions(file({ notJudged }), ids)).toEqual({ failing: {}, notJudged });
    expect(readExceptions(file({}), ids)).toEqual({ failing: {}, notJudged: {} });
  });

  it('that the page of the kit shows names checks that there are', () => {
    const [shown = ''] = codeBelow('Verdicts');
    const all = Object.values(suites).flatMap(({ checks }) => checks.map(({ id }) => id));

    expect(readExceptions(file(JSON.parse(shown)), all)).toEqual(JSON.parse(shown));
  });

  const form =
    'expected a JSON object like {"failing": {"stripe/…": "reason"}, "notJudged": {"stripe/…/*": "reason"}}.';

  it.each<[string, unknown, string]>([
    [
      'an id that no check has',
      { failing: { 'stripe/cancel/*': 'all' } },
      'failing: there is no check stripe/cancel/*; did you mean stripe/cancel/one?',
    ],
    [
      'a glob that names no check',
      { notJudged: { 'stripe/*': 'all' } },
      'notJudged: there is no check stripe/*; did you mean stripe/**?',
    ],
    ['an empty glob', { notJudged: { '': 'all' } }, 'notJudged: there is no check ; see --list.'],
    [
      'an empty reason',
      { failing: { 'stripe/cancel/one': ' ' } },
      'failing: stripe/cancel/one has no reason; write one as its value.',
    ],
    ['no reason', { notJudged: { '**': null } }, 'notJudged: ** has no reason; write one as its value.'],
    [
      'the form of another time',
      { 'stripe/cancel/one': 'all' },
      'there is no member stripe/cancel/one; known are failing and notJudged.',
    ],
    ['a list of entries', { notJudged: ids }, 'notJudged is not a JSON object.'],
    ['a list', ids, form],
    ['null', null, form],
  ])('is refused with %s', (_, content, why) => {
    const path = file(content);
    expect(() => readExceptions(path, ids)).toThrow(new UsageError(`--exceptions ${path}: ${why}`));
  });
});
