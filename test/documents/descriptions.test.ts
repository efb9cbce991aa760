import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { loadDocument } from '../../src/contract/document.js';

interface Text {
  readonly place: string;
  readonly text: string;
}

/** Every description and summary at or below a node. What an example holds is data and no text of the document. */
function textsIn(node: unknown, place = ''): Text[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => {
    if (key === 'value') return [];
    const isText = typeof child === 'string' && (key === 'description' || key === 'summary');
    return isText ? [{ place: `${place}/${key}`, text: child }] : textsIn(child, `${place}/${key}`);
  });
}

/** The lines outside of fences that Markdown takes for code, or that Redoc sets as prose instead. */
function indentedLines(text: string): string[] {
  const unfenced = text.replace(/^(```|~~~).*\n[\s\S]*?^\1$/gm, '');
  return unfenced.match(/^(?:> ?)*(?: {4}|\t).*$/gm) ?? [];
}

/** Words for what the vendor does not document, other than "Our reading: …". Block quotes are the vendor's own. */
function otherPhrases(text: string): string[] {
  const own = text.replace(/^>.*$/gm, '').replace(/\s+/g, ' ');
  return own.replaceAll(/\bOur reading: (?=\S)/g, '').match(/.{0,20}\b(?:ours?|reading)\b.{0,20}/gi) ?? [];
}

const guideText = (name: string) => readFileSync(new URL(`../../openapi/guides/${name}.md`, import.meta.url), 'utf8');

describe.each(dialectNames)('the descriptions of %s', (dialect) => {
  const texts = textsIn(loadDocument(dialect));

  it('fence every block of code', () => {
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter(({ text }) => indentedLines(text).length > 0)).toEqual([]);
  });

  it('have one phrase for what the vendor does not document', () => {
    expect(texts.some(({ text }) => text.includes('Our reading: '))).toBe(true);
    expect(texts.flatMap(({ place, text }) => otherPhrases(text).map((phrase) => `${place}: ${phrase}`))).toEqual([]);
  });

  it('promise that a key is kept for at least 24 hours, not for 24 hours', () => {
    expect(texts.filter(({ text }) => /(?<!at least )24 hours/.test(text))).toEqual([]);
  });
});

it('the descriptions of the control fence every block of code, and have no reading of a vendor', () => {
  const texts = textsIn(loadDocument('control'));

  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter(({ text }) => indentedLines(text).length > 0)).toEqual([]);
  expect(texts.flatMap(({ text }) => otherPhrases(text))).toEqual([]);
});

it.each(['index', 'chargefy-guide'])('the page %s has the same phrase for it', (name) => {
  expect(guideText(name)).toContain('*Our reading: ');
  expect(otherPhrases(guideText(name).replaceAll(/[*_]/g, ''))).toEqual([]);
});

it('the Portuguese guide has one phrase for it, as often as the English one has its', () => {
  const count = (name: string, phrase: string) => guideText(name).split(phrase).length;

  expect(count('chargefy-guide.pt', '*Nossa leitura: ')).toBe(count('chargefy-guide', '*Our reading: '));
});

it.each(['a\n\n    curl', 'a\n\n\tcurl', '>     curl', '```sh\nb\n```\n\n    curl'])(
  '%j has an indented block of code',
  (text) => {
    expect(indentedLines(text)).toHaveLength(1);
  },
);

it.each([
  'our reading is that',
  '*Our reading* marks',
  'Our reading.',
  'our reading: b',
  'the message is ours',
  'Our reading:',
])('%j is another phrase', (text) => {
  expect(otherPhrases(`A 404. ${text}`)).toHaveLength(1);
});
