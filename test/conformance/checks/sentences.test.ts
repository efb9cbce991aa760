import { describe, expect, it } from 'vitest';
import { suites } from '../../../src/conformance/checks/suites.js';
import { dialectNames } from '../../../src/contract/dialect.js';
import { type Conformant, conformantNodes, excused, quotedSentences, saidBy } from '../../support/sentences.js';

describe.each(dialectNames)('the checks and the document of %s', (dialect) => {
  const nodes = conformantNodes(dialect);
  const checks = suites[dialect].checks;
  const byId = new Map(checks.map((check) => [check.id, check]));
  const naming = (id: string): Conformant[] => nodes.filter(({ ids }) => ids.includes(id));
  const excuses = suites[dialect].untestable;

  it.each(nodes.filter(({ ids }) => ids.length > 0))('$place names checks that there are, each once', ({ ids }) => {
    expect(ids.filter((id) => !byId.has(id))).toEqual([]);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(checks)('$id is named where the document speaks of it', ({ id }) => {
    expect(naming(id)).not.toEqual([]);
  });

  it.each(checks.filter(({ level }) => level === 'MUST'))('what $id quotes stands where it is named', (check) => {
    const quote = check.source.quote ?? '';
    expect(naming(check.id).filter(({ text }) => saidBy(text, quote))).not.toEqual([]);
  });

  it.each(nodes.flatMap(({ place, sentences, ids }) => sentences.map((sentence) => ({ place, sentence, ids }))))(
    '$place: "$sentence" has a check, or a reason why not',
    ({ sentence, ids }) => {
      const covering = ids.filter((id) => {
        const quote = byId.get(id)?.source.quote ?? '';
        return quote !== '' && (saidBy(quote, sentence) || saidBy(sentence, quote));
      });
      const isExcused = excuses.some(({ quote }) => excused(quote, sentence));
      expect({ covered: covering.length > 0, excused: isExcused }).toEqual({ covered: !isExcused, excused: isExcused });
    },
  );

  it.each(excuses)('"$quote" stands in the document', ({ quote, reason }) => {
    const sentences = nodes.flatMap((node) => node.sentences);
    expect(sentences.some((sentence) => excused(quote, sentence))).toBe(true);
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
