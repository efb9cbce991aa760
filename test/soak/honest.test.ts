import { expect, it, onTestFinished } from 'vitest';
import { type RunOptions, verify } from '../../src/conformance/kit.js';
import type { Target } from '../../src/conformance/target/Target.js';
import type { FaultDeclaration } from '../../src/contract/control.js';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';

const operations = { cancel: 'cancelPaymentIntent', capture: 'capturePaymentIntent' } as const;

/** The reference, at which every nth request meets a fault. */
async function spoiled(dialect: DialectName, every: number, fault: Omit<FaultDeclaration, 'on'>): Promise<Target> {
  const reference: Reference<DialectName> = await startReference(dialect);
  onTestFinished(() => reference.close());
  const { fetch, keys, createIntent, faults } = reference;
  let count = 0;
  return {
    url: await reference.listen(),
    fetch: (input, init) => {
      count += 1;
      const { pathname } = new URL((input as Request).url);
      const last = pathname.split('/').at(-1) ?? '';
      // Ids such as __proto__ are members of every object.
      const on = Object.hasOwn(operations, last)
        ? operations[last as keyof typeof operations]
        : 'retrievePaymentIntent';
      if (count % every === 0 && faults.pending().length === 0) faults.add({ on, ...fault });
      return fetch(input, init);
    },
    key: keys.secret,
    otherKey: keys.other,
    liveKey: keys.live,
    ...('publishable' in keys && { publishableKey: String(keys.publishable) }),
    arrange: ({ status, key, options }) =>
      createIntent({ status, ...options } as Parameters<typeof createIntent>[0], { key }),
  };
}

/** What is not a pass of those checks. */
async function findings(dialect: DialectName, target: Target, options: RunOptions) {
  const { results } = await verify(dialect, target, { seed: 1, cases: 10, ...options });
  expect(results.length).toBeGreaterThan(1);
  return results
    .filter(({ check, verdict }) => verdict !== 'pass' && !check.needs.includes('webhooks'))
    .map(({ check, verdict, actual, reason }) => [check.id, verdict, actual, reason]);
}

it.each(dialectNames)(
  'the reference of %s that limits the rate every 12th request has no finding',
  async (dialect) => {
    const target = await spoiled(dialect, 12, { answer: 'RateLimited' });
    expect(await findings(dialect, target, { concurrency: 8 })).toEqual([]);
  },
  120_000,
);

it.each(dialectNames)(
  'the reference of %s that is slow has no finding',
  async (dialect) => {
    const target = await spoiled(dialect, 1, { delay: 300, times: 100_000 });
    const select = (id: string) => /\/(race|reason|effect)\//.test(id);
    // A check of five requests takes longer than any one of them may.
    expect(await findings(dialect, target, { concurrency: 16, timeoutMs: 1_000, select })).toEqual([]);
  },
  120_000,
);
