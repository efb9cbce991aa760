import { expect, it } from 'vitest';
import { toHar } from '../../../src/conformance/report/har.js';
import { reporters } from '../../../src/conformance/report/reporters.js';
import { verify } from '../../../src/conformance/run/verify.js';
import { dialectNames } from '../../../src/contract/dialect.js';
import { fakeReport, fakeResult, fakeTarget, textSink } from '../../support/conformance.js';

const length = 100_000;

/** Texts over which a pattern that looks at each place for what comes later takes seconds. */
const words: readonly (readonly [string, string])[] = [
  'a',
  '1',
  ' ',
  '-',
  '"',
  '\\',
  'Basic ',
  '"id": "',
  '$',
  '_secret_',
].map((part) => [part, part.repeat(length / part.length)]);

/** Milliseconds for what takes some ten where no pattern is quadratic, and a minute where one is. */
const quick = 5_000;

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

it.each(words)('a text of 100 kB of %j holds up no report', (_, word) => {
  const answer = { status: 400, headers: { 'x-word': word }, text: word, json: undefined };
  const exchange = {
    request: { method: 'POST', path: `/${word}`, headers: {}, body: word },
    answer,
    startedAt: 0,
    durationMs: 0,
  };
  const shown = { expected: word, actual: word, exchange, curl: word };
  const report = fakeReport(
    [fakeResult('fail', shown), fakeResult('error', { reason: word }), fakeResult('unarranged', { reason: word })],
    [exchange],
  );
  const start = performance.now();
  for (const reporter of Object.values(reporters)) reporter(textSink()).onEnd(report);
  toHar(report);
  expect(performance.now() - start).toBeLessThan(quick);
});
