import { expect, it } from 'vitest';
import { progress } from '../../../src/conformance/report/progress.js';
import { everyVerdict, fakeReport, textSink } from '../../support/conformance.js';

it('progress writes over one line, which never wraps, and clears it at the end', () => {
  const sink = textSink(20);
  const reporter = progress(sink);
  reporter.onStart?.(everyVerdict.map(({ check }) => check));
  for (const result of everyVerdict) reporter.onResult?.(result);
  reporter.onEnd(fakeReport(everyVerdict));

  const lines = sink.text.split('\r\x1b[2K');
  expect(lines).toHaveLength(everyVerdict.length + 3);
  expect(lines.slice(0, 2)).toEqual(['', '0/8 ']);
  expect(lines[5]).toBe('4/8 stripe/fake/una');
  expect(lines.at(-1)).toBe('');
  expect(sink.text).not.toContain('\n');
});
