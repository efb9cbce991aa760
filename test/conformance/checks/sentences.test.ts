import { describe, expect, it } from 'vitest';
import { partsOf, placesOf, plain, says } from '../../../src/conformance/checks/placesOf.js';
import { suites } from '../../../src/conformance/checks/suites.js';
import { dialectNames } from '../../../src/contract/dialect.js';
import { quotedSentences } from '../../support/sentences.js';

describe.each(dialectNames)('the checks and the document of %s', (dialect) => {
  const parts = partsOf(dialect);
  const places = parts.map(({ place }) => place);
  const { checks, untestable } = suites[dialect];
  const sentences = parts.flatMap(({ place, description }) =>
    quotedSentences(description).map((sentence) => ({ place, sentence })),
  );

  it.each(checks)('the document says what $id requires', (check) => {
    const found = placesOf(check, parts);
    expect(found).not.toEqual([]);
    expect(found.filter((place) => !places.includes(place))).toEqual([]);
  });

  it.each(checks.filter(({ document }) => document !== undefined))(
    '$id points into the document because its quotation does not stand there',
    ({ source: { quote } }) => {
      const saying = parts.filter(({ description, examples }) => quote && says(`${description}\n${examples}`, quote));
      expect(saying).toEqual([]);
    },
  );

  it.each(sentences)('$place: "$sentence" has a check, or a reason why not', ({ sentence }) => {
    const isCovered = checks.some(
      ({ source: { quote = '' } }) => quote !== '' && (says(quote, sentence) || says(sentence, quote)),
    );
    const isUntestable = untestable.some(({ quote }) => plain(quote) === plain(sentence));
    expect({ isCovered, isUntestable }).toEqual({ isCovered: !isUntestable, isUntestable });
  });

  it.each(untestable)('"$quote" stands in the document', ({ quote, reason }) => {
    expect(sentences.some(({ sentence }) => plain(quote) === plain(sentence))).toBe(true);
    expect(reason).not.toBe('');
  });
});

describe('quoted sentences', () => {
  it('are told apart, across lines and links', () => {
    const description = '> One is `a. b`.\n> Two [is. here](https://x.example/y.md).\n\nNot this.\n\n> Three “is” last';
    expect(quotedSentences(description)).toEqual([
      'One is `a. b`.',
      'Two [is. here](https://x.example/y.md).',
      'Three “is” last',
    ]);
  });
});
