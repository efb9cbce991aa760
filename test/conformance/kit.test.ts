import { createRequire } from 'node:module';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  arrangeByApi,
  arrangeByFixtures,
  CannotRun,
  chargefyChecks,
  conclude,
  type Result,
  stripeChecks,
  type Target,
  Unarranged,
  verify,
} from '../../src/conformance/kit.js';
import { NotServed } from '../../src/conformance/target/NotServed.js';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import { dialects } from '../../src/dialects/registry.js';
import type { Reference } from '../../src/reference/Reference.js';
import { startReference } from '../../src/reference/startReference.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { fakeApi, fakeTarget } from '../support/conformance.js';
import { shareReference, standstill, startReference as startServer } from '../support/reference.js';
import { serving } from '../support/serving.js';
import { receiverFor } from '../support/webhooks.js';
import { checkThenAct } from './mutants/intents.js';
import { deaf } from './mutants/Mutant.js';

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
    const url = await serving(fakeApi);
    const target = fakeTarget(() => Response.json({ status: 'succeeded' }), { url });
    const { run } = find(chargefyChecks(target, { seed: 42 }), 'chargefy/cancel/requires-capture');
    const { message } = (await run().catch((thrown: unknown) => thrown)) as Error;
    expect(message.split('\n').map((line) => line.split(':', 1)[0]?.trim())).toEqual([
      'fail',
      'required',
      'expected',
      'actual',
      'arrange',
      'curl',
      'seed',
    ]);
    expect(message).toMatch(/^fail: chargefy\/cancel\/requires-capture\n {2}required: “.+” \(https:\/\/.+\)\n/);
    expect(message).toContain('succeeded');
    expect(message).toContain(
      `\n  curl: curl -i -g --path-as-is -X POST "${url}/v1/payment-intents/$INTENT/cancel" -H "Authorization: Bearer $KEY"`,
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

  it('resolves when what it needs is of an operation that the target need not have', async () => {
    const arrange = async () => {
      throw new NotServed('no sessions here');
    };
    const { run } = find(stripeChecks(fakeTarget(undefined, { arrange })), 'stripe/checkout/hold');
    await expect(run()).resolves.toBeUndefined();
  });

  it('rejects in one line when there is no such target, in every check', async () => {
    const target = fakeTarget(undefined, { fetch: async () => new Response('<h1>Hello</h1>') });
    for (const { run } of chargefyChecks(target).slice(0, 2)) {
      await expect(run()).rejects.toThrow(CannotRun);
      await expect(run()).rejects.toThrow(/^The target answers 200 with text\/plain[^\n]*, not JSON[^\n]*$/);
    }
  });
});

/** What no `fetch` can send: a path of dots, and a connection that is cut. */
const beyondFetch: Readonly<Record<DialectName, readonly string[]>> = {
  stripe: ['stripe/id/dots', 'stripe/idempotency/lost-answer'],
  chargefy: [],
};

describe.each(dialectNames)('a target of %s with a fetch', (dialect) => {
  /** The reference in this process; with a port as well, if it listens. */
  async function reference({ listens = false } = {}): Promise<Target> {
    const started: Reference<DialectName> = await startReference(dialect);
    onTestFinished(() => started.close());
    const { fetch, keys, createIntent } = started;
    const webhooks = receiverFor(dialect, (event) => started.events.redeliver(event));
    await started.webhooks.add(webhooks.receive, { secret: webhooks.secret });
    return {
      webhooks,
      fetch,
      ...(listens && { url: await started.listen() }),
      key: keys.secret,
      otherKey: keys.other,
      liveKey: keys.live,
      ...('publishable' in keys && { publishableKey: String(keys.publishable) }),
      arrange: ({ status, key, options }) =>
        createIntent({ status, ...options } as Parameters<typeof createIntent>[0], { key }),
    };
  }

  const idsOf = (results: readonly Result[]) => results.map(({ check }) => check.id);

  it('is judged by every check but those that no fetch can send, which are listed', async () => {
    const notJudged = Object.fromEntries(beyondFetch[dialect].map((id) => [id, 'no fetch can send it']));
    const report = await verify(dialect, await reference(), { exceptions: { notJudged } });

    const unjudged = report.results.filter(({ verdict }) => verdict !== 'pass');
    expect(idsOf(unjudged)).toEqual(beyondFetch[dialect]);
    expect(report.beyondFetch).toEqual(beyondFetch[dialect]);
    for (const { verdict, reason } of unjudged) {
      expect(verdict).toBe('unarranged');
      expect(reason).toMatch(/, and the target has only a fetch; give it a url as well$/);
    }
    expect(conclude(report.results).outcome).toBe('conformant');
  });

  it('is judged by every check when it has a url as well, over which the listed ones go', async () => {
    const report = await verify(dialect, await reference({ listens: true }));

    expect(idsOf(report.results.filter(({ verdict }) => verdict !== 'pass'))).toEqual([]);
    expect(report.beyondFetch).toEqual(beyondFetch[dialect]);
  });

  const twice = { timeout: 120_000 };
  it.runIf(dialect === 'stripe')('is conformant without an exception when its own API arranges', twice, async () => {
    const target = await reference({ listens: true });
    for (const arrange of [arrangeByApi('http://localhost', target.fetch), arrangeByApi(String(target.url))]) {
      const { results } = await verify(dialect, { ...target, arrange });

      // It makes no Checkout Sessions.
      const unjudged = results.filter(({ verdict }) => verdict !== 'pass');
      expect(idsOf(unjudged).filter((id) => !/^stripe\/(checkout|document\/session)/.test(id))).toEqual([]);
      expect(unjudged.every(({ notServed }) => notServed)).toBe(true);
      expect(conclude(results)).toMatchObject({ outcome: 'conformant', help: [], entries: {} });
    }
  });

  it.runIf(dialect === 'stripe')('needs no exception for operations that it does not have', async () => {
    const { fetch = globalThis.fetch, ...target } = await reference();
    const lacking: typeof fetch = async (input, init) => {
      const { pathname } = new URL((input as Request).url);
      const lacks = /confirm$|increment|charges|checkout|payment_intents$/.test(pathname);
      return lacks ? Response.json({ error: { message: 'Not found' } }, { status: 404 }) : fetch(input, init);
    };
    const select = (id: string) => /\/(confirm|increment|charge|create|list|decline|checkout|cancel)\//.test(id);
    const { results } = await verify(dialect, { ...target, fetch: lacking }, { select });

    const unjudged = idsOf(results.filter(({ notServed }) => notServed));
    expect(new Set(unjudged.map((id) => id.split('/')[1]))).toEqual(
      new Set(['create', 'list', 'charge', 'confirm', 'increment', 'decline', 'checkout']),
    );
    expect(conclude(results)).toMatchObject({ outcome: 'conformant', help: [], entries: {} });
  });

  it('fails a race when the server checks before it acts', async () => {
    const honest = await openEmbeddedStore(':memory:', standstill);
    const { store = honest } = checkThenAct({ dialect: dialects[dialect], store: honest, receiver: deaf });
    const { fetch } = await startServer(dialect, { store });
    const target = { ...(await reference()), fetch, arrange: arrangeByFixtures('http://localhost', fetch) };

    const races = await verify(dialect, target, { select: (id) => id.startsWith(`${dialect}/race/`) });

    const lost = races.results.filter(({ verdict }) => verdict === 'fail');
    expect(idsOf(lost)).toContain(`${dialect}/race/one-cancel-wins`);
  });
});

describe('an invalid target', () => {
  const whole = fakeTarget();

  it.each<[string, object, RegExp]>([
    ['without a url and a fetch', { fetch: undefined }, /^A target needs a url, such as [^\n]+, or a fetch\.$/],
    [
      'with a fetch that is no function',
      { fetch: 'http://127.0.0.1' },
      /^The fetch of a target must be a function [^\n]+\.$/,
    ],
    ...['127.0.0.1:8080', '', 'ftp://host', 'http://user:pass@host', 'http://host/?query', 8080].map(
      (url): [string, object, RegExp] => [
        `with the url ${url}`,
        { url },
        /^The url of a target must be http:\/\/HOST\[:PORT\]\[\/PATH\] [^\n]+\.$/,
      ],
    ),
    ['without a key', { key: '' }, /^The key of a target must be [^\n]+\.$/],
    ['without a way to intents', { arrange: undefined }, /^The arrange of a target must be [^\n]+\.$/],
  ])('is refused with the way to mend it: one %s', async (_, wrong, sentence) => {
    const target = { ...whole, ...wrong } as Target;

    for (const refused of [verify('stripe', target), stripeChecks(target)[0]?.run()]) {
      await expect(refused).rejects.toThrow(TypeError);
      await expect(refused).rejects.toThrow(sentence);
    }
    await expect(verify('stripe', target)).rejects.not.toThrow(/pass/);
  });
});
