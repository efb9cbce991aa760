import { expect, it, onTestFinished } from 'vitest';
import type { Check, IntentNeed } from '../../../src/conformance/checks/Check.js';
import { suites } from '../../../src/conformance/checks/suites.js';
import { runChecks } from '../../../src/conformance/run/runChecks.js';
import type { Target, Wanted } from '../../../src/conformance/target/Target.js';
import { type DialectName, dialectNames } from '../../../src/contract/dialect.js';
import type { Reference } from '../../../src/reference/Reference.js';
import { startReference } from '../../../src/reference/startReference.js';
import { receiverFor } from '../../support/webhooks.js';

/** How many of each kind of intent. */
type Tally = Record<string, number>;

const add = (tally: Tally, { status, options = {}, key = 'own', count = 1 }: IntentNeed) => {
  // A check that ends a Checkout Session has one of its own.
  const kind = JSON.stringify({ status, options, key }).replace(/cs_test_conformance\w+/, 'cs_test_conformance');
  tally[kind] = (tally[kind] ?? 0) + count;
};

function declared({ needs }: Check): Tally {
  const tally: Tally = {};
  for (const need of needs) if (typeof need !== 'string') add(tally, need);
  return tally;
}

it.each(dialectNames)(
  'checks of %s declare how many intents they have arranged, and ask with a live key for none but those of the test mode',
  { timeout: 120_000 },
  async (dialect) => {
    const reference: Reference<DialectName> = await startReference(dialect);
    onTestFinished(() => reference.close());
    const { keys, createIntent } = reference;
    const url = await reference.listen();
    const webhooks = receiverFor(dialect, (event) => reference.events.redeliver(event));
    await reference.webhooks.add(webhooks.receive, { secret: webhooks.secret });
    const wrong: unknown[] = [];
    const ofTestMode = new Set<string>();
    const askedLive: string[] = [];

    for (const check of suites[dialect].checks) {
      const arranged: Tally = {};
      const arrange = async ({ status, key, options }: Wanted) => {
        add(arranged, { status, options, key: key === keys.secret ? 'own' : key === keys.other ? 'other' : 'live' });
        const intent = await createIntent({ status, ...options } as Parameters<typeof createIntent>[0], { key });
        if (key === keys.secret) ofTestMode.add(intent.id);
        return intent;
      };
      const publishable = 'publishable' in keys && { publishableKey: String(keys.publishable) };
      const others = { otherKey: keys.other, liveKey: keys.live, ...publishable };
      const target: Target = { url, key: keys.secret, ...others, arrange, webhooks };
      const { exchanges } = await runChecks(dialect, [{ ...check, after: [] }], target, { seed: 1, timeoutMs: 60_000 });
      const live = exchanges.filter(({ request }) => JSON.stringify(request).includes('$LIVE_KEY'));
      askedLive.push(...live.map(({ request }) => request.path));

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
    // A live key is used only to ask for intents of the test mode that the kit had made.
    expect(askedLive.length).toBeGreaterThan(3);
    expect(askedLive.filter((path) => ![...ofTestMode].some((id) => path.includes(`/${id}`)))).toEqual([]);
  },
);
