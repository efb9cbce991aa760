import { describe, expect, it } from 'vitest';
import { conclude } from '../../../src/conformance/run/conclude.js';
import type { Verdict } from '../../../src/conformance/run/Result.js';
import { fakeResult } from '../../support/conformance.js';

const of = (...verdicts: Verdict[]) => conclude(verdicts.map((verdict) => fakeResult(verdict)));
const known = (verdict: Verdict) => fakeResult(verdict, { exception: 'ticket 7' });

describe('a run', () => {
  it('is conformant when no MUST failed, and says what else there was', () => {
    expect(of('pass', 'pass')).toEqual({ outcome: 'conformant', sentence: 'Conformant: no MUST failed.' });
    expect(of('pass', 'warn', 'unarranged', 'blocked').sentence).toBe(
      'Conformant: no MUST failed, 1 SHOULD not met, 2 not judged.',
    );
  });

  it('is conformant when a SHOULD was all there was, and it was not met', () => {
    expect(of('warn').outcome).toBe('conformant');
  });

  it('is not conformant when a MUST failed', () => {
    expect(of('pass', 'fail', 'fail', 'warn')).toEqual({
      outcome: 'not conformant',
      sentence: 'Not conformant: 2 MUST failed.',
    });
  });

  it('forgives what is known to fail', () => {
    expect(conclude([fakeResult('pass'), known('fail'), known('warn')])).toEqual({
      outcome: 'conformant',
      sentence: 'Conformant: no MUST failed, 1 known to fail, 1 SHOULD not met.',
    });
    expect(conclude([known('fail'), fakeResult('fail')]).sentence).toBe('Not conformant: 1 MUST failed.');
  });

  it('is not conformant when what is known to fail passes', () => {
    const { outcome, sentence } = conclude([fakeResult('pass'), known('pass')]);
    expect(outcome).toBe('not conformant');
    expect(sentence).toMatch(/^Not conformant: 1 known to fail passed .*\.$/);
  });

  it('does not mind what is known to fail and was not judged', () => {
    expect(conclude([fakeResult('pass'), known('unarranged'), known('blocked')]).outcome).toBe('conformant');
  });

  it('is inconclusive when nothing was judged', () => {
    const inconclusive = { outcome: 'inconclusive', sentence: 'Inconclusive: nothing could be judged.' };
    expect(of('unarranged', 'blocked')).toEqual(inconclusive);
    expect(of()).toEqual(inconclusive);
  });

  it('is inconclusive when a check ended in an error, whatever the others say', () => {
    expect(of('pass', 'fail', 'error')).toEqual({
      outcome: 'inconclusive',
      sentence: 'Inconclusive: 1 ended in an error, not in a verdict.',
    });
    expect(conclude([fakeResult('pass'), known('error')]).outcome).toBe('inconclusive');
  });
});
