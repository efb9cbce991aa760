import { describe, expect, it } from 'vitest';
import { tap } from '../../../src/conformance/report/tap.js';
import type { Result } from '../../../src/conformance/run/Result.js';
import { everyVerdict, fakeCheck, fakeReport, fakeResult, hostile, textSink } from '../../support/conformance.js';

function written(results: readonly Result[]): string {
  const sink = textSink();
  const reporter = tap(sink);
  reporter.onStart?.([]);
  for (const result of results) reporter.onResult?.(result);
  reporter.onEnd(fakeReport(results));
  return sink.text;
}

describe('tap', () => {
  it('has a version, a test point for each result, and a plan', () => {
    const points = written(everyVerdict)
      .split('\n')
      .filter((line) => !line.startsWith('  '));
    expect(points).toEqual([
      'TAP version 14',
      'ok 1 - stripe/fake/pass: the title of stripe/fake/pass',
      'not ok 2 - stripe/fake/fail: the title of stripe/fake/fail',
      'not ok 3 - stripe/fake/warn: the title of stripe/fake/warn # TODO SHOULD',
      'not ok 4 - stripe/fake/unarranged: the title of stripe/fake/unarranged',
      'not ok 5 - stripe/fake/blocked: the title of stripe/fake/blocked',
      'not ok 6 - stripe/fake/error: the title of stripe/fake/error',
      'not ok 7 - stripe/fake/known: the title of stripe/fake/known # TODO exception: ticket 7',
      'not ok 8 - stripe/fake/stale: the title of stripe/fake/stale',
      '1..8',
      '',
    ]);
  });

  it('explains all but a pass in a block of YAML', () => {
    expect(written(everyVerdict)).toContain(`
  ---
  verdict: fail
  required: "“The vendor says so.” (https://vendor.example/page)"
  expected: "status 400"
  actual: "200: {}"
  curl: "curl -i -X POST http://127.0.0.1:4010/v1/x"
  ...
`);
    expect(written([fakeResult('pass')])).not.toContain('---');
  });

  it('skips what is not judged by an exception, and a SHOULD that was not judged', () => {
    const check = fakeCheck('stripe/fake/should', undefined, { level: 'SHOULD' } as object);
    const reason = 'no way';
    const lines = written([
      fakeResult('error', { reason, notJudged: { 'stripe/**': 'ticket 9' } }),
      fakeResult('unarranged', { reason, check }),
      fakeResult('unarranged', { reason, check, strict: true }),
    ]).split('\n');
    expect(lines.filter((line) => /ok /.test(line))).toEqual([
      'ok 1 - stripe/fake/error: the title of stripe/fake/error # SKIP error: no way',
      'ok 2 - stripe/fake/should: the title of stripe/fake/should # SKIP unarranged: no way',
      'not ok 3 - stripe/fake/should: the title of stripe/fake/should',
    ]);
    expect(lines).toContain('  exception: "ticket 9"');
  });

  it('lets no target write test points or directives', () => {
    const lines = written([
      fakeResult('fail', { expected: hostile, actual: hostile }),
      fakeResult('unarranged', { reason: 'first # TODO\nok 3 - second', notJudged: { '**': 'later' } }),
      fakeResult('fail', { check: fakeCheck('stripe/fake/odd', undefined, { title: 'a # TODO b \\' }) }),
    ]).split('\n');
    expect(lines.filter((line) => /^(not )?ok /.test(line))).toEqual([
      'not ok 1 - stripe/fake/fail: the title of stripe/fake/fail',
      'ok 2 - stripe/fake/unarranged: the title of stripe/fake/unarranged # SKIP unarranged: first \\# TODO ok 3 - second',
      'not ok 3 - stripe/fake/odd: a \\# TODO b \\\\',
    ]);
    expect(lines.filter((line) => line.startsWith('1..'))).toEqual(['1..3']);
    for (const line of lines) expect(line).not.toMatch(/\p{C}/u);
  });
});
