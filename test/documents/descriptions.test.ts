import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { loadDocument } from '../../src/contract/document.js';

/** Every description and summary below a node, with its place. */
function textsIn(node: unknown, place = ''): { place: string; text: string }[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) =>
    typeof child === 'string' && ['description', 'summary'].includes(key)
      ? [{ place: `${place}/${key}`, text: child }]
      : textsIn(child, `${place}/${key}`),
  );
}

const placesWith = (texts: readonly { place: string; text: string }[], fault: (text: string) => boolean) =>
  texts.filter(({ text }) => fault(text)).map(({ place }) => place);

/** Markdown takes lines that are indented by four after an empty line for code. Redoc sets them as prose, without backslashes. */
const hasIndentedCode = (text: string) => /(^|\n\n) {4,}\S/.test(text.replace(/^```[\s\S]*?^```/gm, ''));

/** What is ours is said in one phrase. */
const saysOursOtherwise = (text: string) =>
  /\bour (own )?reading\b(?!:)|\bour interpretation\b|\bwe (read|decided|assume)\b/i.test(text);

describe('the patterns', () => {
  it('find what they are for', () => {
    expect(hasIndentedCode('A line.\n\n    curl x')).toBe(true);
    expect(hasIndentedCode('```sh\n\n    curl x\n```')).toBe(false);
    expect(saysOursOtherwise('not documented by the vendor; our reading is that')).toBe(true);
    expect(saysOursOtherwise('Our reading: it is 404.')).toBe(false);
  });
});

describe.each(dialectNames)('the descriptions of %s', (dialect) => {
  const texts = textsIn(loadDocument(dialect));

  it('are found', () => {
    expect(texts.length).toBeGreaterThan(100);
  });

  it('have no indented code block', () => {
    expect(placesWith(texts, hasIndentedCode)).toEqual([]);
  });

  it('mark what is ours with one phrase', () => {
    expect(placesWith(texts, saysOursOtherwise)).toEqual([]);
  });

  it('promise that a key is kept for at least 24 hours, not for 24 hours', () => {
    expect(placesWith(texts, (text) => /(?<!at least )24 hours/.test(text))).toEqual([]);
  });
});
