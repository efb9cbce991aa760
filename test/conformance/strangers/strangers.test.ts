import { describe, expect, it } from 'vitest';
import { conclude, count, verify } from '../../../src/conformance/kit.js';
import { arrangeByFixtures } from '../../../src/conformance/target/arrange/fixtures.js';
import { serving } from '../../support/serving.js';
import { strangers } from './all.js';
import type { Stranger } from './Stranger.js';

const keys = {
  stripe: {
    key: 'sk_test_reference',
    otherKey: 'sk_test_other',
    liveKey: 'sk_live_reference',
    publishableKey: 'pk_test_reference',
  },
  chargefy: { key: 'ch_test_reference', otherKey: 'ch_test_other', liveKey: 'ch_live_reference' },
} as const;

/** Judges a server as its owner would, who knows no option. */
async function judged({ dialect, start }: Stranger, timeoutMs = 1_000) {
  const url = await serving(start());
  const options = { seed: 1, cases: 10, timeoutMs, concurrency: 16 };
  const report = await verify(dialect, { url, ...keys[dialect], arrange: arrangeByFixtures(url) }, options);
  const verdicts = Object.fromEntries(report.results.map(({ check, verdict }) => [check.id, verdict]));
  const reasons = new Set(report.results.map(({ reason }) => reason).filter((reason) => reason !== undefined));
  return { ...report, verdicts, reasons: [...reasons], ...conclude(report.results) };
}

/** What has to be found, by the name of the check, whatever else is. */
const found: readonly (readonly [keyof typeof strangers, readonly string[]])[] = [
  [
    'noAuthentication',
    [
      'chargefy/authentication/no-key',
      'chargefy/authentication/bad-key',
      'chargefy/authentication/other-scheme',
      'chargefy/authentication/nothing-canceled',
      'chargefy/organization/cancel',
      'chargefy/organization/nothing-canceled',
      'chargefy/mode/cancel',
      'chargefy/mode/nothing-canceled',
    ],
  ],
  [
    'prefixAuthentication',
    [
      'stripe/authentication/bad-key',
      'stripe/authentication/nothing-canceled',
      'stripe/account/cancel',
      'stripe/account/nothing-canceled',
      'stripe/mode/cancel',
      'stripe/mode/nothing-canceled',
    ],
  ],
  ['jsonOnly', ['stripe/reason/duplicate', 'stripe/reason/abandoned']],
  ['contentTypeRequired', ['stripe/request/without-body']],
  [
    'capturesCanceledHolds',
    [
      'stripe/hold/later-capture',
      'stripe/hold/later-capture-collects-nothing',
      'stripe/cancel/refusal-embeds-the-intent',
    ],
  ],
  ['absentMembers', ['stripe/cancel/canceled-at', 'stripe/hold/capturable-shown']],
  [
    'cancelsByGet',
    ['chargefy/request/safe-methods-cancel-nothing', 'chargefy/mode/cancel', 'chargefy/mode/nothing-canceled'],
  ],
];

describe.each(found)('a stranger: %s', (name, ids) => {
  it('fails in what is wrong with it, and no check ends in an error', async () => {
    const { outcome, verdicts, results } = await judged(strangers[name]);

    expect(outcome).toBe('not conformant');
    expect(Object.fromEntries(ids.map((id) => [id, verdicts[id]]))).toEqual(
      Object.fromEntries(ids.map((id) => [id, 'fail'])),
    );
    expect(count(results).error).toBe(0);
  });
});

describe('a stranger that gives no intents', () => {
  it('is not called conformant when it has no fixtures endpoint', async () => {
    const { outcome, results, reasons } = await judged(strangers.staticAnswers);

    expect(outcome).toBe('inconclusive');
    expect(count(results)).toMatchObject({ pass: 0, fail: 0, error: 0 });
    expect(reasons[0]).toBe('POST /_fixtures/payment_intents answered 404, so no intent could be made; see --arrange');
  });

  it('is not called conformant when they are spent', async () => {
    const { outcome, results, reasons } = await judged(strangers.spentIntents);

    expect(outcome).toBe('inconclusive');
    expect(count(results)).toMatchObject({ fail: 0, error: 0 });
    expect(reasons[0]).toBe('the adapter gave canceled instead of requires_payment_method');
  });

  it.each([
    ['never comes to an end', 'endlessFixtures', 'the answer is larger than 1048576 bytes'],
    ['says nothing', 'stalledFixtures', 'none within 200 ms'],
  ] as const)('holds nobody up when its endpoint %s', { timeout: 60_000 }, async (_, name, why) => {
    const { results, reasons } = await judged(strangers[name], 200);

    expect(count(results).error).toBe(0);
    expect(reasons[0]).toContain(`POST /_fixtures/payment_intents got no answer (${why})`);
  });
});

describe('a stranger that dies', () => {
  it('ends the run with one line, and what it had not come to is not held against it', async () => {
    const { stopped, verdicts, results } = await judged(strangers.diesOnEncoding);

    expect(stopped).toMatch(/^the target went away at \S+Z while these were under way: /);
    expect(count(results).error).toBe(0);
    expect(verdicts['chargefy/error/content-type']).toBe('unarranged');
  });
});
