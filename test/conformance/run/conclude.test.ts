import { describe, expect, it } from 'vitest';
import { conclude } from '../../../src/conformance/run/conclude.js';
import type { Result, Verdict } from '../../../src/conformance/run/Result.js';
import { fakeCheck, fakeResult } from '../../support/conformance.js';

const of = (...verdicts: Verdict[]) => conclude(verdicts.map((verdict) => fakeResult(verdict)));
const known = (verdict: Verdict) => fakeResult(verdict, { exception: 'ticket 7' });
const excepted = (verdict: Verdict) => fakeResult(verdict, { notJudged: { 'stripe/*': 'no holds here' } });
const should = (verdict: Verdict, more: Partial<Result> = {}) =>
  fakeResult(verdict, {
    check: fakeCheck(`stripe/should/${verdict}`, undefined, { level: 'SHOULD' } as object),
    ...more,
  });

describe('a run', () => {
  it('is conformant when every MUST passed, and says what else there was', () => {
    const silent = { help: [], entries: {} };
    expect(of('pass', 'pass')).toEqual({
      outcome: 'conformant',
      sentence: 'Conformant: every MUST passed.',
      ...silent,
    });
    const { outcome, sentence } = conclude([
      fakeResult('pass'),
      should('warn'),
      should('unarranged'),
      should('blocked'),
    ]);
    expect({ outcome, sentence }).toEqual({
      outcome: 'conformant',
      sentence: 'Conformant: every MUST passed, 1 SHOULD not met, 2 SHOULD not judged.',
    });
  });

  it('needs no exception for operations that the target does not have, also when it is strict', () => {
    const lacking = fakeResult('unarranged', { notServed: true });
    for (const results of [
      [fakeResult('pass'), lacking],
      [fakeResult('pass'), { ...lacking, strict: true } as const],
    ]) {
      expect(conclude(results)).toEqual({
        outcome: 'conformant',
        sentence: 'Conformant: every MUST passed, 1 optional not judged.',
        help: [],
        entries: {},
      });
    }
    expect(conclude([lacking]).outcome).toBe('inconclusive');
  });

  it('is conformant when a SHOULD was all there was, and it was not met', () => {
    expect(of('warn')).toMatchObject({
      outcome: 'conformant',
      sentence: 'Conformant: no MUST was selected, 1 SHOULD not met.',
    });
  });

  it('is not conformant when a MUST failed, even if others were not judged', () => {
    expect(of('pass', 'fail', 'fail', 'warn')).toMatchObject({
      outcome: 'not conformant',
      sentence: 'Not conformant: 2 MUST failed.',
    });
    expect(of('fail', 'unarranged', 'error')).toMatchObject({
      outcome: 'not conformant',
      sentence: 'Not conformant: 1 MUST failed, 2 not judged.',
      entries: {},
    });
  });

  it.each(['unarranged', 'blocked', 'error'] as const)('is inconclusive when a MUST is %s', (verdict) => {
    expect(of('pass', verdict)).toMatchObject({ outcome: 'inconclusive' });
    expect(of('pass', verdict).sentence).toMatch(/^Inconclusive: 1 MUST not judged(, 1 of them ended in an error)?\.$/);
  });

  it('accepts failures and unjudged checks that have an exception', () => {
    expect(conclude([fakeResult('pass'), known('fail'), known('warn'), excepted('unarranged')])).toMatchObject({
      outcome: 'conformant',
      sentence: 'Conformant: every MUST passed or has an exception (1 failed, 1 not judged), 1 SHOULD not met.',
    });
    expect(conclude([known('fail'), fakeResult('fail')]).sentence).toBe('Not conformant: 1 MUST failed.');
  });

  it('accepts no failure of a check that need not be judged', () => {
    const results = [excepted('fail'), excepted('unarranged')];
    expect(conclude(results)).toMatchObject({ outcome: 'not conformant', sentence: 'Not conformant: 1 MUST failed.' });
  });

  it('is inconclusive when a check that may fail is not judged', () => {
    expect(conclude([fakeResult('pass'), known('unarranged')]).outcome).toBe('inconclusive');
  });

  it('is not conformant when a check passes despite its exception', () => {
    expect(conclude([fakeResult('pass'), known('pass')])).toMatchObject({
      outcome: 'not conformant',
      sentence: 'Not conformant: 1 exception is stale.',
      help: ['stripe/fake/pass is on the list of exceptions but passes; remove it.'],
    });
  });

  it('is not conformant when all that need not be judged was judged', () => {
    expect(conclude([excepted('pass'), excepted('warn')])).toMatchObject({
      outcome: 'not conformant',
      sentence: 'Not conformant: 1 exception is stale.',
      help: ['stripe/* is on the list of checks that are not judged, but all of them were judged; remove it.'],
    });
    expect(conclude([excepted('pass'), excepted('unarranged')]).outcome).toBe('conformant');
  });

  it('is inconclusive when nothing was judged, with exceptions or without', () => {
    const inconclusive = { outcome: 'inconclusive', sentence: 'Inconclusive: nothing could be judged.', entries: {} };
    expect(of('unarranged', 'blocked')).toMatchObject(inconclusive);
    expect(conclude([excepted('unarranged')])).toMatchObject(inconclusive);
    expect(of()).toMatchObject(inconclusive);
  });
});

describe('a run that ended before its checks did', () => {
  it('is inconclusive, and says why instead of giving exceptions for what it left', () => {
    const stopped = 'the target went away';
    for (const results of [
      [fakeResult('pass'), should('unarranged')],
      [fakeResult('pass'), fakeResult('unarranged')],
    ]) {
      expect(conclude(results, stopped)).toMatchObject({
        outcome: 'inconclusive',
        sentence: 'Inconclusive: the target went away.',
        entries: {},
      });
    }
  });

  it('is not conformant when a MUST had failed by then', () => {
    expect(conclude([fakeResult('fail'), fakeResult('unarranged')], 'the target went away')).toMatchObject({
      outcome: 'not conformant',
      sentence: 'Not conformant: 1 MUST failed, 1 not judged. The run ended early: the target went away.',
    });
  });
});

describe('a strict run', () => {
  const strict = { strict: true } as const;

  it('counts a SHOULD as it does a MUST', () => {
    expect(conclude([fakeResult('pass', strict), should('warn', strict)])).toMatchObject({
      outcome: 'not conformant',
      sentence: 'Not conformant: 1 MUST and SHOULD failed.',
    });
    expect(conclude([fakeResult('pass', strict), should('unarranged', strict)])).toMatchObject({
      outcome: 'inconclusive',
      sentence: 'Inconclusive: 1 SHOULD not judged.',
    });
    expect(conclude([fakeResult('pass', strict), should('warn', { ...strict, exception: 'ticket 7' })])).toMatchObject({
      outcome: 'conformant',
      sentence: 'Conformant: every MUST and SHOULD passed or has an exception (1 failed).',
    });
  });
});

describe('what was not judged', () => {
  const result = (id: string, verdict: Verdict, reason = '', more: Partial<Result> = {}) =>
    fakeResult(verdict, { check: fakeCheck(id), reason, ...more });
  const none = 'no intent could be made';

  it('is listed by reason, the most frequent first, and gets an exception by subject or by id', () => {
    const { help, entries } = conclude([
      result('stripe/cancel/one', 'pass'),
      result('stripe/cancel/two', 'unarranged', none),
      result('stripe/account/one', 'unarranged', 'give --other-key'),
      result('stripe/hold/one', 'unarranged', none),
      result('stripe/hold/two', 'unarranged', none),
    ]);
    expect(help).toEqual([`3 MUST not judged: ${none}.`, '1 MUST not judged: give --other-key.']);
    expect(entries).toEqual({
      'stripe/cancel/two': none,
      'stripe/hold/*': none,
      'stripe/account/one': 'give --other-key',
    });
  });

  it('has the reason of the first check that it has to wait for', () => {
    const { help } = conclude([
      result('stripe/cancel/one', 'pass'),
      result('stripe/hold/one', 'unarranged', none),
      result('stripe/hold/two', 'blocked', 'first', { blockedBy: 'stripe/hold/one' }),
      result('stripe/hold/three', 'blocked', 'second', { blockedBy: 'stripe/hold/two' }),
    ]);
    expect(help).toEqual([`3 MUST not judged: ${none}.`]);
  });

  it('needs an exception of its own behind a failure that has one, and behind a SHOULD that is not met', () => {
    for (const blocker of [known('fail'), should('warn')]) {
      const blocked = result('stripe/hold/two', 'blocked', 'first', { blockedBy: blocker.check.id });
      const { outcome, entries } = conclude([fakeResult('pass'), blocker, blocked]);
      expect(outcome).toBe('inconclusive');
      expect(Object.keys(entries)).toEqual(['stripe/hold/two']);
    }
  });

  it('is one reason where only the intents differ', () => {
    const { help } = conclude([
      result('stripe/cancel/one', 'pass'),
      result('stripe/hold/one', 'unarranged', 'the adapter gave pi_1 twice'),
      result('stripe/hold/two', 'unarranged', 'the adapter gave pi_2 twice'),
    ]);
    expect(help).toEqual(['2 MUST not judged: the adapter gave pi_… twice.']);
  });
});
