import { describe, expect, it } from 'vitest';
import { pretty } from '../../../src/conformance/report/pretty.js';
import type { Result } from '../../../src/conformance/run/Result.js';
import { everyVerdict, fakeCheck, fakeReport, fakeResult, hostile, textSink } from '../../support/conformance.js';

function printed(results: readonly Result[], columns?: number, colors?: boolean) {
  const sink = textSink(columns, colors);
  const reporter = pretty(sink);
  reporter.onStart?.(results.map(({ check }) => check));
  for (const result of results) reporter.onResult?.(result);
  const progress = sink.text;
  reporter.onEnd(fakeReport(results));
  return { progress, end: sink.text.slice(progress.length) };
}

describe('pretty', () => {
  it('writes a plain line per check while it runs, where it is no terminal', () => {
    expect(printed(everyVerdict).progress).toBe(
      [
        'pass       stripe/fake/pass',
        'fail       stripe/fake/fail',
        'warn       stripe/fake/warn',
        'unarranged stripe/fake/unarranged',
        'blocked    stripe/fake/blocked',
        'error      stripe/fake/error',
        'fail       stripe/fake/known (exception)',
        'pass       stripe/fake/stale (exception)',
        '',
      ].join('\n'),
    );
  });

  it('writes no line per check to a terminal', () => {
    expect(printed(everyVerdict, 20).progress).toBe('');
  });

  it('says of a failure what is required, what was expected, what was there, and how to see it', () => {
    expect(printed(everyVerdict).end).toContain(`
fail stripe/fake/fail MUST
  the title of stripe/fake/fail
  required  “The vendor says so.” (https://vendor.example/page)
  expected  status 400
  actual    200: {}
  curl      curl -i -X POST http://127.0.0.1:4010/v1/x
`);
  });

  it('begins with what findings have in common, worst first, each with one finding in full and the ids of the others', () => {
    const failed = (id: string, actual: string) =>
      fakeResult('fail', { check: fakeCheck(id), expected: 'one', actual });
    const { end } = printed([
      failed('stripe/error/a', 'form'),
      failed('stripe/capture/a', 'money 1'),
      failed('stripe/capture/b', 'money 2'),
    ]);
    expect(
      end.startsWith(`
money … instead of one: 2 findings
fail stripe/capture/a MUST
  the title of stripe/capture/a
`),
    ).toBe(true);
    expect(end).toContain(
      '  actual    money 1\n  also      fail stripe/capture/b\n\nnot so: the title of stripe/error/a: 1 finding\n',
    );
    expect(end).not.toContain('the title of stripe/capture/b');
    expect(end).toContain('\n--reporter html=FILE or json=FILE shows the others in full.\n');
  });

  it('says how the run was made', () => {
    expect(printed([fakeResult('pass')]).end).toContain(
      '\nkit 1.2.3 · contract 4.5.6 · 2026-01-02T03:04:05.006Z · intents by fixtures · given: key, otherKey\n',
    );
  });

  it('says that it is our reading where the vendor is silent', () => {
    const warn = fakeResult('warn', { expected: 'a', actual: 'b' });
    const source = { page: 'https://vendor.example/page', reading: 'our reading: nothing changes' };
    const { end } = printed([{ ...warn, check: { ...warn.check, level: 'SHOULD', source } }]);
    expect(end).toContain('  reading   our reading: nothing changes (https://vendor.example/page)\n');
    expect(end).not.toContain('required');
  });

  it('says why something was not judged, and which exception is stale', () => {
    const { end } = printed(everyVerdict);
    expect(end).toContain(
      `
unarranged stripe/fake/unarranged it needs the live key
blocked stripe/fake/blocked stripe/fake/fail has to pass first
`,
    );
    expect(end).toContain('  because   the adapter broke\n');
    expect(end).toContain('\npasses despite its exception stripe/fake/stale MUST\n');
    expect(end).toContain('  exception ticket 8\n');
    expect(end).not.toContain('stripe/fake/pass');
  });

  it('ends with the number of each verdict, the seed, and the outcome', () => {
    expect(printed(everyVerdict).end).toMatch(
      /\n2 pass {2}2 fail {2}1 warn {2}1 unarranged {2}1 blocked {2}1 error {2}seed 42\nNot conformant: .*\.\n$/,
    );
    expect(printed([fakeResult('pass'), fakeResult('warn')]).end).toMatch(
      /\n1 pass {2}0 fail {2}1 warn .*\nConformant: every MUST passed, 1 SHOULD not met\.\n$/,
    );
  });

  it('says why requirements were not judged, and gives the exceptions that an inconclusive run needs as JSON', () => {
    const { end } = printed([fakeResult('pass'), fakeResult('unarranged', { reason: `no holds\u009b here` })]);
    expect(end).toContain('\n1 MUST not judged: no holds\\u{9b} here.\n');
    const [pasted = ''] = /^\{$[\s\S]*^\}$/m.exec(end) ?? [];
    expect(JSON.parse(pasted)).toEqual({ notJudged: { 'stripe/fake/unarranged': 'no holds\\u{9b} here' } });
    expect(printed(everyVerdict).end).not.toContain('--exceptions');
  });

  it('says how many of the checks were selected', () => {
    const sink = textSink();
    pretty(sink).onEnd({ ...fakeReport([fakeResult('pass')]), total: 126 });
    expect(sink.text).toContain('\n1 of 126 checks  1 pass  0 fail');
    expect(printed([fakeResult('pass')]).end).not.toContain('checks');
  });

  it('colours only where it may', () => {
    expect(printed(everyVerdict, undefined, true).end).toContain('\x1b[31m');
    expect(printed(everyVerdict).end).not.toContain('\x1b');
  });

  it('shows what a target says without obeying it', () => {
    const { end } = printed([fakeResult('fail', { expected: 'a', actual: hostile, curl: 'curl' })]);
    expect(end).toContain('  actual    \\u{1b}[2J]]>&<script>');
    expect(end.replaceAll('\n', '')).not.toMatch(/[\p{C}]/u);
    // What goes on in a second line is indented, so that it can't be taken for one of ours.
    expect(end).toContain('\n            1..9\n');
  });
});
