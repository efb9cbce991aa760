import { describe, expect, it } from 'vitest';
import { suites } from '../../../src/conformance/checks/suites.js';
import { conclude, verify } from '../../../src/conformance/kit.js';
import { arrangeByFixtures } from '../../../src/conformance/target/arrange/fixtures.js';
import { serving } from '../../support/serving.js';
import { strangers } from './all.js';
import type { Stranger } from './Stranger.js';
import { verdictsOf } from './Verdicts.js';

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
async function judged({ dialect, start, concurrency = 16, timeoutMs = 10_000 }: Stranger) {
  const url = await serving(start());
  const options = { seed: 1, cases: 10, timeoutMs, concurrency };
  return verify(dialect, { url, ...keys[dialect], arrange: arrangeByFixtures(url) }, options);
}

const all: readonly (readonly [string, Stranger])[] = Object.entries(strangers);

describe.each(all)('a stranger: %s', (_, stranger) => {
  const { dialect, verdicts, luck = {} } = stranger;

  it('has no verdict but those of its table', { timeout: 60_000 }, async () => {
    const { results } = await judged(stranger);
    const expected = verdictsOf(suites[dialect].checks, verdicts);

    const differing = results.flatMap(({ check: { id }, verdict: got, actual, reason }) =>
      got === expected[id] || got === luck[id]?.verdict
        ? []
        : [`${id}: expected ${expected[id]}, got ${got} (${actual ?? reason ?? 'nothing to add'})`],
    );
    expect(differing).toEqual([]);
    const { outcome } = conclude(results);
    const failing = Object.values(expected).includes('fail');
    expect(outcome).toBe(failing ? 'not conformant' : 'inconclusive');
    if (stranger.reason !== undefined) {
      expect(results.find(({ reason }) => reason !== undefined)?.reason).toMatch(stranger.reason);
    }
  });
});

it('a stranger that stalls costs a run a few timeouts, not one for each check', async () => {
  const timeoutMs = 2_000;
  const start = performance.now();
  await judged({ ...strangers.stalledFixtures, concurrency: 1, timeoutMs });

  expect(performance.now() - start).toBeLessThan(5 * timeoutMs);
});

it('a stranger that dies ends the run with one line', async () => {
  const { stopped } = await judged(strangers.diesOnEncoding);

  expect(stopped).toMatch(
    /^the target went away at \S+Z while \S+ \S+ \(chargefy\/id\/malformed-encoding\) was under way/,
  );
});
