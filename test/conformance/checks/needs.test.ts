import { expect, it, onTestFinished } from 'vitest';
import type { Check, IntentNeed } from '../../../src/conformance/checks/Check.js';
import { suites } from '../../../src/conformance/checks/suites.js';
import { runChecks } from '../../../src/conformance/run/runChecks.js';
import type { Target, Wanted } from '../../../src/conformance/target/Target.js';
import { type DialectName, dialectNames } from '../../../src/contract/dialect.js';
import type { Reference } from '../../../src/reference/Reference.js';
import { startReference } from '../../../src/reference/startReference.js';

/** How many of each kind of intent. */
type Tally = Record<string, number>;

const add = (tally: Tally, { status, options = {}, key = 'own', count = 1 }: IntentNeed) => {
  const kind = JSON.stringify({ status, options, key });
  tally[kind] = (tally[kind] ?? 0) + count;
};

function declared({ needs }: Check): Tally {
  const tally: Tally = {};
  for (const need of needs) if (typeof need !== 'string') add(tally, need);
  return tally;
}

it.each(dialectNames)(
  'checks of %s declare how many intents they have arranged',
  { timeout: 120_000 },
  async (dialect) => {
    const reference: Reference<DialectName> = await startReference(dialect);
    onTestFinished(() => reference.close());
    const { keys, createIntent } = reference;
    const url = await reference.listen();
    const wrong: unknown[] = [];

    for (const check of suites[dialect].checks) {
      const arranged: Tally = {};
      const arrange = ({ status, key, options }: Wanted) => {
        add(arranged, { status, options, key: key === keys.secret ? 'own' : key === keys.other ? 'other' : 'live' });
        return createIntent({ status, ...options } as Parameters<typeof createIntent>[0], { key });
      };
      const publishable = 'publishable' in keys && { publishableKey: String(keys.publishable) };
      const others = { otherKey: keys.other, liveKey: keys.live, ...publishable };
      const target: Target = { url, key: keys.secret, ...others, arrange };
      await runChecks(dialect, [{ ...check, after: [] }], target, { seed: 1, timeoutMs: 60_000 });

      const expected = declared(check);
      // A case that is refused leaves its intent to the next: how many are valid is a matter of the seed.
      const drawn = check.id.endsWith('/generated-requests');
      const kinds = Object.keys({ ...expected, ...arranged });
      const [most = 0, some = 0] = [expected, arranged].map((tally) => tally[kinds[0] ?? '']);
      const fits = drawn
        ? kinds.length === 1 && some > 0 && some <= most
        : kinds.every((kind) => expected[kind] === arranged[kind]);
      if (!fits) wrong.push({ id: check.id, declared: expected, arranged });
    }
    expect(wrong).toEqual([]);
  },
);
