import { expect, it } from 'vitest';
import { toHar } from '../../../src/conformance/report/har.js';
import { reporters } from '../../../src/conformance/report/reporters.js';
import { fakeReport, fakeResult, textSink } from '../../support/conformance.js';
import { longWords } from '../../support/longWords.js';

const words = longWords();

/** Milliseconds for what takes some ten where no pattern is quadratic, and a minute where one is. */
const quick = 5_000;

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
