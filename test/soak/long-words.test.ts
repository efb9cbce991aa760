import { expect, it } from 'vitest';
import { verify } from '../../src/conformance/run/verify.js';
import { dialectNames } from '../../src/contract/dialect.js';
import { fakeTarget } from '../support/conformance.js';
import { longWords } from '../support/longWords.js';

const words = longWords();

// A minute is the limit: one quadratic pattern takes seconds for each of some hundred answers.
it.each(dialectNames)('texts of 100 kB hold up no check of %s', { timeout: 60_000 }, async (dialect) => {
  const text = Object.fromEntries(words);
  const error = { message: text[' '], code: text['1'], type: text['-'], doc_url: text['"id": "'] };
  const body = { id: text.a, status: text._secret_, client_secret: text['"'], description: text['Basic '], error };
  const headers = { 'Request-Id': 'a'.repeat(9_000), 'Retry-After': ' 1'.repeat(4_000) };
  const target = fakeTarget(() => Response.json(body, { status: 400, headers }));
  const report = await verify(dialect, target, { seed: 1, cases: 3, concurrency: 32 });
  expect(report.exchanges.some(({ answer }) => answer.text.includes('aaaa'))).toBe(true);
});
