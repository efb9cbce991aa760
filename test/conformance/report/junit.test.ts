import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { junit } from '../../../src/conformance/report/junit.js';
import type { Result } from '../../../src/conformance/run/Result.js';
import { everyVerdict, fakeCheck, fakeReport, fakeResult, hostile, textSink } from '../../support/conformance.js';

interface TestCase {
  readonly name: string;
  readonly classname: string;
  readonly time: string;
  readonly failure?: Problem;
  readonly error?: Problem;
  readonly skipped?: Problem;
}

interface Problem {
  readonly message: string;
  readonly '#text': string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  htmlEntities: true,
  trimValues: false,
  isArray: (name) => name === 'testcase',
});

function written(results: readonly Result[]) {
  const sink = textSink();
  junit(sink).onEnd(fakeReport(results));
  expect(XMLValidator.validate(sink.text)).toBe(true);
  const { testsuites } = parser.parse(sink.text);
  return { text: sink.text, suites: testsuites, cases: testsuites.testsuite.testcase as TestCase[] };
}

describe('junit', () => {
  it('has a test case for each result: passed, failed, in error, or skipped', () => {
    const { cases } = written(everyVerdict);
    const outcomes = cases.map(({ failure, error, skipped }) => [failure?.message, error?.message, skipped?.message]);
    expect(outcomes).toEqual([
      [undefined, undefined, undefined],
      ['fail: expected status 400, got 200: {}', undefined, undefined],
      [undefined, undefined, 'warn: expected a JSON object, got an empty body'],
      [undefined, 'unarranged: it needs the live key', undefined],
      [undefined, 'blocked: stripe/fake/fail has to pass first', undefined],
      [undefined, 'error: the adapter broke', undefined],
      [undefined, undefined, 'exception: ticket 7'],
      ['passes despite its exception: ticket 8', undefined, undefined],
    ]);
  });

  it('skips what is not judged by an exception, and a SHOULD that was not judged', () => {
    const check = fakeCheck('stripe/fake/should', undefined, { level: 'SHOULD' } as object);
    const reason = 'it needs the live key';
    const { cases } = written([
      fakeResult('unarranged', { reason, notJudged: { 'stripe/*': 'ticket 9' } }),
      fakeResult('unarranged', { reason, check }),
      fakeResult('unarranged', { reason, check, strict: true }),
    ]);
    expect(cases.map(({ error, skipped }) => [error?.message, skipped?.message])).toEqual([
      [undefined, 'unarranged: it needs the live key (exception: ticket 9)'],
      [undefined, 'unarranged: it needs the live key'],
      ['unarranged: it needs the live key', undefined],
    ]);
  });

  it('counts them, so that nothing that was not judged is among the passed', () => {
    const totals = { tests: '8', failures: '2', errors: '3', skipped: '2', time: '12.000' };
    const { suites } = written(everyVerdict);
    expect(suites).toMatchObject({ name: 'conformance', ...totals, testsuite: { name: 'stripe', ...totals } });
  });

  it('names each case by its id and title, and gives the seed and the seconds', () => {
    const { cases, suites } = written([fakeResult('pass')]);
    expect(cases[0]).toMatchObject({
      classname: 'stripe.fake',
      name: 'stripe/fake/pass: the title of stripe/fake/pass',
      time: '1.500',
    });
    expect(suites.testsuite.properties.property).toEqual({ name: 'seed', value: '42' });
  });

  it('says in a failure what is required and how to see it', () => {
    const text = written(everyVerdict).cases[1]?.failure?.['#text'];
    expect(text).toBe(
      [
        'required: “The vendor says so.” (https://vendor.example/page)',
        'expected: status 400',
        'actual: 200: {}',
        'curl: curl -i -X POST http://127.0.0.1:4010/v1/x',
      ].join('\n'),
    );
  });

  it('stays well-formed with any text of the target', () => {
    const { text, cases } = written([fakeResult('fail', { expected: hostile, actual: hostile, curl: hostile })]);
    // XML 1.0 has no place for these, escaped or not.
    expect(text.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cs}\ufffe\uffff]/u);
    expect(text).not.toContain('<script>');
    expect(cases[0]?.failure?.['#text']).toContain(
      String.raw`actual: \u{1b}[2J]]>&<script>alert("x")</script>\u{0}\u{7}\u{9b}2J\u{90}`,
    );
  });
});
