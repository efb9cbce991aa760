import { describe, expect, it } from 'vitest';
import { type ReporterName, reporters } from '../../../src/conformance/report/reporters.js';
import { fakeReport, fakeResult, textSink } from '../../support/conformance.js';

const stopped = 'the target went <away>\u009b2J';

/** What each says of the run itself, besides the reasons of its checks. */
const lines: Readonly<Record<ReporterName, string>> = {
  pretty: '\nInconclusive: the target went <away>\\u{9b}2J.\n',
  html: '<strong>Inconclusive: the target went &#60;away&#62;\\u{9b}2J.</strong>',
  junit: '\n<system-err>the target went &#60;away&#62;\\u{9b}2J</system-err>\n</testsuite>',
  tap: '\nBail out! the target went <away>\\\\u{9b}2J\n',
  json: '"stopped": "the target went <away>\\u009b2J"',
  ndjson: '"stopped":"the target went <away>\\u009b2J"',
};

describe.each(Object.entries(reporters))('%s of a run that ended before its checks did', (name, reporter) => {
  const written = (more: object) => {
    const sink = textSink();
    reporter(sink).onEnd({ ...fakeReport([fakeResult('pass'), fakeResult('unarranged', { reason: 'why' })]), ...more });
    return sink.text;
  };

  it('says why, and gives no exceptions for what it left', () => {
    const text = written({ stopped });
    expect(text).toContain(lines[name as ReporterName]);
    expect(text).not.toContain('--exceptions');
    expect(text).not.toContain('"stripe/fake/unarranged": "why"');
  });

  it('has no such line for another run', () => {
    expect(written({})).not.toMatch(/stopped|Bail out|system-err/);
  });
});
