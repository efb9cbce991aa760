import { createRequire } from 'node:module';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  arrangeByFixtures,
  CannotRun,
  chargefyChecks,
  conclude,
  count,
  stripeChecks,
  type Target,
  Unarranged,
  verify,
} from '../../src/conformance/kit.js';
import { startReference } from '../../src/reference/startReference.js';
import { fakeTarget } from '../support/conformance.js';
import { shareReference } from '../support/reference.js';

const required = createRequire(import.meta.url)('payment-intent-contract/conformance') as {
  Unarranged: typeof Unarranged;
};

/** Asks for the address when a test runs: the reference is not there before. */
function sharedTarget(): Target {
  const served = shareReference('chargefy');
  return {
    key: 'ch_test_reference',
    get url() {
      return served().url;
    },
    arrange: (wanted) => arrangeByFixtures(served().url)(wanted),
  };
}

describe('the checks are tests of any runner', () => {
  const target = sharedTarget();

  for (const { id, title, run } of chargefyChecks(target).filter(({ id }) => id.startsWith('chargefy/reason/'))) {
    it(`${title} (${id})`, run);
  }
});

describe('a check as a test', () => {
  const find = (checks: ReturnType<typeof stripeChecks>, id: string) => {
    const found = checks.find((check) => check.id === id);
    if (!found) throw new Error(`there is no check ${id}`);
    return found;
  };

  it('is one for each check, with its level', () => {
    for (const checks of [stripeChecks(fakeTarget()), chargefyChecks(fakeTarget())]) {
      expect(checks.length).toBeGreaterThan(0);
      for (const { id, level, title, run } of checks) {
        expect({ id, level, title }).toEqual({
          id: expect.stringMatching(/^(stripe|chargefy)\//),
          level: expect.stringMatching(/^(MUST|SHOULD)$/),
          title: expect.any(String),
        });
        // A runner would wait for a callback if it took an argument.
        expect(run).toHaveLength(0);
      }
    }
  });

  it('rejects with what is required, what was there, how to see it, and the seed', async () => {
    const target = fakeTarget(() => Response.json({ status: 'succeeded' }), { url: 'http://target.example' });
    const { run } = find(chargefyChecks(target, { seed: 42 }), 'chargefy/cancel/requires-capture');
    const { message } = (await run().catch((thrown: unknown) => thrown)) as Error;
    expect(message.split('\n').map((line) => line.split(':', 1)[0]?.trim())).toEqual([
      'fail',
      'required',
      'expected',
      'actual',
      'curl',
      'seed',
    ]);
    expect(message).toMatch(/^fail: chargefy\/cancel\/requires-capture\n {2}required: “.+” \(https:\/\/.+\)\n/);
    expect(message).toContain('succeeded');
    expect(message).toContain(
      '\n  curl: curl -i -g --path-as-is -X POST http://target.example/v1/payment-intents/pi_arranged1/cancel' +
        ' -H "Authorization: Bearer $KEY"',
    );
    expect(message).toMatch(/\n {2}seed: 42$/);
  });

  it.each([
    ['this module', Unarranged],
    ['the CommonJS build', required.Unarranged],
  ])('rejects when what it needs can not be arranged, in the words of %s', async (_, Unarranged) => {
    const arrange = async () => {
      throw new Unarranged('no holds here');
    };
    const { run } = find(chargefyChecks(fakeTarget(undefined, { arrange })), 'chargefy/cancel/requires-capture');
    await expect(run()).rejects.toThrow(/^unarranged: chargefy\/cancel\/requires-capture\n.*because: no holds here\n/s);
  });

  it('rejects in one line when there is no such target, whichever check is asked', async () => {
    const target = fakeTarget(undefined, { fetch: async () => new Response('<h1>Hello</h1>') });
    for (const { run } of chargefyChecks(target).slice(0, 2)) {
      await expect(run()).rejects.toThrow(CannotRun);
      await expect(run()).rejects.toThrow(/^The target answers 200 with text\/plain[^\n]*, not JSON[^\n]*$/);
    }
  });
});

describe('a target without a port', () => {
  /** Chargefy’s reference, without a port. */
  async function portless(): Promise<Target> {
    const { fetch, keys, close } = await startReference('chargefy');
    onTestFinished(close);
    return {
      fetch,
      key: keys.secret,
      otherKey: keys.other,
      liveKey: keys.live,
      arrange: arrangeByFixtures('http://localhost', fetch),
    };
  }

  it('is judged by every check that needs no connection of its own', async () => {
    const { results } = await verify('chargefy', await portless());
    expect(conclude(results).outcome).toBe('conformant');
    const others = results.filter(({ verdict }) => verdict !== 'pass');
    expect(new Set(others.map(({ verdict }) => verdict))).toEqual(new Set(['unarranged']));
    for (const { reason } of others) expect(reason).toMatch(/, and the target has only a fetch$/);
    expect(count(results).unarranged).toBeLessThan(results.length / 10);
  });
});
