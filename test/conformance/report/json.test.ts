import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { json } from '../../../src/conformance/report/json.js';
import { ndjson } from '../../../src/conformance/report/ndjson.js';
import type { Report } from '../../../src/conformance/run/Result.js';
import { runChecks } from '../../../src/conformance/run/runChecks.js';
import { arrangeByFixtures } from '../../../src/conformance/target/arrange/fixtures.js';
import { loadDocument } from '../../../src/contract/document.js';
import {
  everyVerdict,
  fakeCheck,
  fakeReport,
  fakeResult,
  fakeTarget,
  hostile,
  textSink,
} from '../../support/conformance.js';

const counts = { pass: 2, fail: 2, warn: 1, unarranged: 1, blocked: 1, error: 1 };

describe('json', () => {
  it('is one object that says the outcome of the run and why', () => {
    const sink = textSink();
    json(sink).onEnd(fakeReport(everyVerdict));
    const report = JSON.parse(sink.text);
    expect(report).toMatchObject({
      kit: '1.2.3',
      contract: '4.5.6',
      dialect: 'stripe',
      url: 'http://127.0.0.1:4010',
      startedAt: '2026-01-02T03:04:05.006Z',
      arrange: 'fixtures',
      keys: ['key', 'otherKey'],
      seed: 42,
      outcome: 'not conformant',
      counts,
      total: 8,
    });
    expect(report.results[1]).toEqual({
      id: 'stripe/fake/fail',
      level: 'MUST',
      about: 'form',
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

describe('the published schema', () => {
  const require = createRequire(import.meta.url);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const validate = ajv.compile(require('payment-intent-contract/report.schema.json'));
  const written = (report: Report) => {
    const sink = textSink();
    json(sink).onEnd(report);
    return JSON.parse(sink.text);
  };

  it('is the form of every report', async () => {
    const check = fakeCheck('stripe/cancel/bytes', async (session) => {
      await session.send({ body: Uint8Array.of(0xff) });
      session.deviate('one', 'another');
    });
    const { url: _, ...withoutUrl } = fakeReport([]);
    const reports = [
      fakeReport([]),
      fakeReport(everyVerdict),
      { ...withoutUrl, url: undefined, arrange: undefined, keys: [] },
      await runChecks('stripe', [check], fakeTarget()),
    ];
    for (const report of reports) {
      validate(written(report));
      expect(validate.errors).toBe(null);
    }
    const [finding] = written(reports[3] as Report).results;
    expect(finding).toMatchObject({ request: { method: 'POST', base64: '/w==' }, answer: { status: 404 } });
  });

  it('refuses a report that lacks something', () => {
    const { kit: _, ...rest } = written(fakeReport(everyVerdict));
    expect(validate(rest)).toBe(false);
    expect(validate({ ...rest, kit: '1', results: [{ id: 'stripe/x' }] })).toBe(false);
  });
});

it('a report says with which versions, when and with which keys its run was made', async () => {
  const target = fakeTarget(undefined, { otherKey: 'sk_test_other', arrange: arrangeByFixtures('http://127.0.0.1:1') });
  const before = Date.now();
  const report = await runChecks('stripe', [fakeCheck('stripe/fake/pass')], target);
  const { version } = createRequire(import.meta.url)('payment-intent-contract/package.json');
  const { info } = loadDocument('stripe');
  const given = ['key', 'otherKey'];
  expect(report).toMatchObject({ kit: version, contract: info.version, arrange: 'fixtures', keys: given });
  expect(Date.parse(report.startedAt)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(report.startedAt)).toBeLessThanOrEqual(Date.now());
});

describe.each([
  ['json', json],
  ['ndjson', ndjson],
])('%s', (_, reporter) => {
  it('says why requirements were not judged, and which exceptions an inconclusive run needs', () => {
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
  it('says at once what will run, then each result as it comes, then the outcome', () => {
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

  it('keeps to one line with any text of the target', () => {
    const sink = textSink();
    ndjson(sink).onResult?.(fakeResult('fail', { expected: 'a', actual: hostile }));
    expect(sink.text.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(sink.text).actual).toBe(hostile);
    expect(sink.text.trimEnd()).not.toMatch(/\p{Cc}/u);
  });
});
