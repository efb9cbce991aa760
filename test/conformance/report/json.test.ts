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
      outcome: 'not conformant',
      counts,
      total: 8,
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

describe.each([
  ['json', json],
  ['ndjson', ndjson],
])('%s', (_, reporter) => {
  it('says why requirements were not judged, and which excuses an inconclusive run needs', () => {
    const sink = textSink();
    reporter(sink).onEnd(fakeReport([fakeResult('pass'), fakeResult('unarranged', { reason: 'no holds here' })]));
    expect(JSON.parse(sink.text)).toMatchObject({
      outcome: 'inconclusive',
      help: ['1 MUST not judged: no holds here.'],
      entries: { 'stripe/fake/unarranged': 'no holds here' },
    });
  });
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
    expect(lines().at(-1)).toMatchObject({
      type: 'end',
      dialect: 'stripe',
      seed: 42,
      outcome: 'not conformant',
      counts,
      total: 8,
    });
  });

  it('keeps to one line whatever the target says', () => {
    const sink = textSink();
    ndjson(sink).onResult?.(fakeResult('fail', { expected: 'a', actual: hostile }));
    expect(sink.text.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(sink.text).actual).toBe(hostile);
  });
});
