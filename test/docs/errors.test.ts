import { describe, expect, it } from 'vitest';
import { dialectNames } from '../../src/contract/dialect.js';
import { loadDocument } from '../../src/contract/document.js';
import { documented } from '../support/documented.js';
import { errorRows } from '../support/errorRows.js';

describe.each(dialectNames)('the errors of %s', (dialect) => {
  const { responses: all, at } = documented(dialect);
  const responses = all.filter(({ status }) => status >= 300);
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
        return error ? [`${status} ${error.code ? `\`${error.code}\`` : `no code, type \`${error.type}\``}`] : [];
      }),
    );

    expect(shown.length).toBeGreaterThan(8);
    expect([...new Set(shown)].filter((error) => !listed.includes(error))).toEqual([]);
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
