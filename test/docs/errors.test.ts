import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { docsPath, loadDocument } from '../../src/contract/document.js';
import { documented } from '../support/documented.js';
import { errorRows } from '../support/errorRows.js';

describe.each(dialectNames)('the errors of %s', (dialect) => {
  const { responses: all, at } = documented(dialect);
  const responses = all.filter(({ status }) => status >= 300);
  const page = readFileSync(docsPath(`${dialect}-errors.md`), 'utf8');
  const rows = errorRows(dialect);
  const listed = rows.map(({ code, status }) => `${status} ${code}`);

  it('have a row for every code that a response of the document allows', () => {
    const allowed = responses.flatMap(({ schema, status }) => {
      const { const: only, enum: several } = (at(`${schema}/properties/error/properties/code`) ?? {}) as {
        const?: string;
        enum?: string[];
      };
      return (only === undefined ? (several ?? []) : [only]).map((code) => `${status} \`${code}\``);
    });

    expect(allowed.length).toBeGreaterThan(5);
    expect([...new Set(allowed)].filter((error) => !listed.includes(error))).toEqual([]);
  });

  it('have a row for every error that an example of the document shows, with a code or without', () => {
    const shown = responses.flatMap(({ status, examples }) =>
      examples.flatMap(({ value }) => {
        const { error } = value as { error?: { code?: string; type: string } };
        return error ? [`${status} ${error.code ? `\`${error.code}\`` : `\`${error.type}\` without a code`}`] : [];
      }),
    );

    expect(shown.length).toBeGreaterThan(8);
    expect([...new Set(shown)].filter((error) => !listed.includes(error))).toEqual([]);
  });

  it('are listed by operation, one item between two commas', () => {
    const lines = page.match(/^- \d{3}: .+$/gm) ?? [];
    const items = lines.flatMap((line) => line.replace(/^- \d{3}: /, '').split(', '));

    expect(items.length).toBeGreaterThan(8);
    expect(items.filter((item) => !/^`\w+`( without a code)?$/.test(item))).toEqual([]);
  });

  it('have with each situation what its example says, such as that it is the answer of the reference server', () => {
    const said = responses
      .flatMap(({ examples }) => examples)
      .flatMap(({ name, value }) => {
        const { description } = at(`/components/examples/${name}`) as { description?: string };
        const { error } = value as { error?: { message: string } };
        return error && description ? [`\`${error.message.replaceAll('`', "'")}\` ${description}`] : [];
      })
      .map((text) => text.replace(/\s+/g, ' ').trim());

    expect(said.length).toBeGreaterThan(3);
    expect(said.filter((text) => !page.replace(/\s+/g, ' ').includes(text))).toEqual([]);
  });

  it('say of each what it means, what to do and whether to retry', () => {
    for (const row of rows) {
      for (const cell of Object.values(row)) expect(cell).toMatch(/^(?!undefined)\S.+$/);
    }
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('have advice on every code of the document, and on nothing else', () => {
    const { ErrorCode } = loadDocument(dialect).components.schemas as unknown as Record<
      'ErrorCode',
      { enum: string[]; 'x-advice': object }
    >;

    expect(Object.keys(ErrorCode['x-advice']).sort()).toEqual([...ErrorCode.enum].sort());
  });

  it('ask for a retry exactly where a client of the package retries', () => {
    const retried = rows.filter(({ retry }) => retry !== 'no');

    expect([...new Set(retried.map(({ status }) => status))]).toEqual(
      dialect === 'stripe' ? ['409', '429', '500', '503'] : ['429', '500', '503'],
    );
  });
});
