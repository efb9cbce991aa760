import { describe, expect, it } from 'vitest';
import { json } from '../../../src/conformance/report/json.js';
import { ndjson } from '../../../src/conformance/report/ndjson.js';
import { everyVerdict, fakeReport, fakeResult, hostile, textSink } from '../../support/conformance.js';

const counts = { pass: 2, fail: 2, warn: 1, unarranged: 1, blocked: 1, error: 1 };

describe('json', () => {
  it('is one object that says what the run comes to and why', () => {
    const sink = textSink();
    json(sink).onEnd(fakeReport(everyVerdict));
    const report = JSON.parse(sink.text);
    expect(report).toMatchObject({
      dialect: 'stripe',
      url: 'http://127.0.0.1:4010',
      seed: 42,
      outcome: 'inconclusive',
      counts,
    });
    expect(report.results[1]).toEqual({
      id: 'stripe/fake/fail',
      level: 'MUST',
      title: 'the title of stripe/fake/fail',
      source: { page: 'https://vendor.example/page', quote: 'The vendor says so.' },
      verdict: 'fail',
      expected: 'status 400',
      actual: '200: {}',
      curl: 'curl -i -X POST http://127.0.0.1:4010/v1/x',
      durationMs: 1500,
    });
    expect(report.results.at(-1)).toMatchObject({ verdict: 'pass', exception: 'ticket 8', stale: true });
  });
});

it('JSON holds no character that a terminal obeys', () => {
  const sink = textSink();
  json(sink).onEnd(fakeReport([fakeResult('fail', { expected: 'a', actual: hostile })]));
  expect(sink.text).not.toMatch(/[^\P{Cc}\n]/u);
  expect(JSON.parse(sink.text).results[0].actual).toBe(hostile);
});

describe('ndjson', () => {
  it('says at once what will run, then each result as it comes, then what they come to', () => {
    const sink = textSink();
    const reporter = ndjson(sink);
    const lines = () =>
      sink.text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));

    reporter.onStart?.(everyVerdict.map(({ check }) => check));
    expect(lines()).toEqual([{ type: 'start', checks: everyVerdict.map(({ check }) => check.id) }]);
    for (const [index, result] of everyVerdict.entries()) {
      reporter.onResult?.(result);
      expect(lines()).toHaveLength(index + 2);
      expect(lines().at(-1)).toMatchObject({ type: 'result', id: result.check.id, verdict: result.verdict });
    }
    reporter.onEnd(fakeReport(everyVerdict));
    expect(lines().at(-1)).toMatchObject({ type: 'end', dialect: 'stripe', seed: 42, outcome: 'inconclusive', counts });
  });

  it('keeps to one line whatever the target says', () => {
    const sink = textSink();
    ndjson(sink).onResult?.(fakeResult('fail', { expected: 'a', actual: hostile }));
    expect(sink.text.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(sink.text).actual).toBe(hostile);
    expect(sink.text.trimEnd()).not.toMatch(/\p{Cc}/u);
  });
});
