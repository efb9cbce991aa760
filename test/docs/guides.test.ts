import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { docsPath, loadDocument } from '../../src/contract/document.js';
import { startReference } from '../../src/reference/startReference.js';
import { hasCurl } from '../support/curl.js';
import { errorRows } from '../support/errorRows.js';
import { type Fence, fencesIn, printedBy, runProgram, runShell } from '../support/fences.js';

const guides = [
  { name: 'stripe-guide', dialect: 'stripe', port: '4010' },
  { name: 'chargefy-guide', dialect: 'chargefy', port: '4020' },
  { name: 'chargefy-guide.pt', dialect: 'chargefy', port: '4020' },
] as const;

const textOf = (name: string) => readFileSync(docsPath(`${name}.md`), 'utf8');

/** Words in a guide that are none of the vendor's: commands, and functions of the package. */
const ours = /^(npx .+|ensureCanceled)$/;

/** Everything set as code outside of blocks. */
function wordsOf(text: string): string[] {
  const prose = text.replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word).filter((word) => !ours.test(word));
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

describe.each(guides)('the guide $name', ({ name, dialect, port }) => {
  const text = textOf(name);
  const document = loadDocument(dialect);

  it('names no status, code, member or header that the document does not have', () => {
    const known = JSON.stringify(document);
    const isKnown = (word: string) =>
      word.split('.').every((part) => new RegExp(`\\b${escaped(part)}\\b`).test(known)) || known.includes(word);
    const words = wordsOf(text).filter((word) => !word.includes(' /'));

    expect(words.length).toBeGreaterThan(20);
    expect(words.filter((word) => !isKnown(word))).toEqual([]);
  });

  it('names no operation that neither the document nor the control has', () => {
    const operations = [document, loadDocument('control')].flatMap(({ paths }) =>
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      ),
    );
    const named = wordsOf(text).filter((word) => word.includes(' /'));

    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((operation) => !operations.includes(operation))).toEqual([]);
  });

  it('gives no status to a code that the document gives it not', () => {
    const errors = errorRows(dialect).map(({ status, code }) => `${status} ${code}`);
    const claims = [...text.matchAll(/\b\d{3} `\w+`/g)].map(([claim]) => claim);

    expect(claims.length).toBeGreaterThan(4);
    expect(claims.filter((claim) => !errors.includes(claim))).toEqual([]);
  });

  it('says of each status once what a cancel does, and draws it', () => {
    const { enum: statuses } = document.components.schemas.PaymentIntentStatus as { enum: string[] };
    const [, table = ''] = /\n\| Status \|.*?\n\|---.*?\n(.*?)\n\n/s.exec(text) ?? [];
    const told = table.split('\n').flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)]);
    const [, drawing = ''] = /!\[.*?\]\((.+?\.svg)\)/.exec(text) ?? [];
    const drawn = [...readFileSync(docsPath(drawing), 'utf8').matchAll(/<text [^>]*middle">(\w+)</g)];

    expect(told.map(([, status]) => status).sort()).toEqual([...statuses].sort());
    expect(drawn.map(([, status]) => status).sort()).toEqual([...statuses].sort());
  });

  // In the order of the page: what one block makes, a later one cancels.
  it.runIf(hasCurl)('has blocks that run, and come to what the page shows', { timeout: 60_000 }, async () => {
    const reference = await startReference(dialect);
    try {
      const { port: own } = new URL(await reference.listen());
      const here = ({ code, lang }: Fence): Fence => ({ lang, code: code.replaceAll(port, own) });
      const fences = fencesIn(text).map(here);
      for (const [index, { lang, code }] of fences.entries()) {
        expect(['sh', 'js', 'json']).toContain(lang);
        if (lang === 'sh') await expectAnswer(code, fences[index + 1]);
        if (lang === 'json') expect(fences[index - 1]?.lang).toBe('sh');
        // Another test delivers events to the receiver.
        if (lang === 'js' && !code.includes('function receive')) expect(await runProgram(code)).toBe(printedBy(code));
      }
      expect(reference.requests.of('cancelPaymentIntent').length).toBeGreaterThan(2);
    } finally {
      await reference.close();
    }
  });
});

/** The last of the lines is answered as the block of JSON below it says, and the others well. */
async function expectAnswer(lines: string, below: Fence | undefined): Promise<void> {
  expect(below?.lang).toBe('json');
  const expected = JSON.parse(below?.code ?? '') as object;
  const answers = await runShell(lines);
  const last = answers.at(-1);

  for (const { status } of answers.slice(0, -1)) expect(status).toBeLessThan(300);
  expect(last?.body).toMatchObject(expected);
  expect((last?.status ?? 0) >= 400).toBe('error' in expected);
}

it('the Portuguese guide of Chargefy has the blocks and the sections of the English one', () => {
  const shape = (text: string) => fencesIn(text).map(({ lang, code }) => [lang, code.split('\n').length]);
  const sections = (text: string) => [...text.matchAll(/^## /gm)].length;
  const [english, portuguese] = [textOf('chargefy-guide'), textOf('chargefy-guide.pt')];

  expect(shape(portuguese)).toEqual(shape(english));
  expect(sections(portuguese)).toBe(sections(english));
});
