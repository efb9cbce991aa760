import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/conformance/checks/Check.js';
import type { Result } from '../../../src/conformance/run/Result.js';
import { type RunOptions, runChecks } from '../../../src/conformance/run/runChecks.js';
import { CannotRun } from '../../../src/conformance/target/CannotRun.js';
import { NotServed } from '../../../src/conformance/target/NotServed.js';
import type { Target } from '../../../src/conformance/target/Target.js';
import { Unarranged } from '../../../src/conformance/target/Target.js';
import { fakeApi, fakeCheck, fakeTarget } from '../../support/conformance.js';
import { serving } from '../../support/serving.js';

const run = (checks: readonly Check[], options: RunOptions = {}, target: Target = fakeTarget()) =>
  runChecks('stripe', checks, target, options);

const passing = fakeCheck('stripe/passing');
const deviating = fakeCheck('stripe/deviating', async (session) => session.deviate('this', 'that'));

async function resultOf(check: Check, options?: RunOptions, target?: Target): Promise<Result> {
  const { results } = await run([check], options, target);
  return results[0] as Result;
}

describe('the verdict on a check', () => {
  it('is pass when it ends', async () => {
    expect(await resultOf(passing)).toEqual({ check: passing, verdict: 'pass', durationMs: expect.any(Number) });
  });

  it('is fail when a MUST deviates, with the request that shows it and how to send it again', async () => {
    const check = fakeCheck('stripe/status', async (session) => {
      await session.cancel(await session.arrange('requires_capture'));
      session.deviate('status 400', '200');
    });
    const url = `${await serving(fakeApi)}/base/`;
    const result = await resultOf(check, {}, { ...fakeTarget(), url });
    expect(result).toMatchObject({
      verdict: 'fail',
      expected: 'status 400',
      actual: '200',
      exchange: { request: { path: '/v1/payment_intents/pi_arranged1/cancel' }, answer: { status: 200 } },
      curl: expect.stringContaining(
        `curl -i -g --path-as-is -X POST "${url}v1/payment_intents/$INTENT/cancel" -H "Authorization: Bearer $KEY"`,
      ),
    });
  });

  it('is warn when a SHOULD deviates', async () => {
    expect(await resultOf({ ...deviating, level: 'SHOULD' } as Check)).toMatchObject({ verdict: 'warn' });
  });

  it('is unarranged, and says so, when the target does not have the operation or can arrange nothing for lack of one', async () => {
    const lack = async () => {
      throw new NotServed('there is no confirm');
    };
    const arranging = fakeCheck('stripe/arranging', async (session) => void (await session.arrange('processing')));
    const { results } = await run(
      [fakeCheck('stripe/lacking', lack), arranging],
      {},
      fakeTarget(undefined, { arrange: lack }),
    );
    for (const { verdict, reason, notServed } of results) {
      expect({ verdict, reason, notServed }).toEqual({
        verdict: 'unarranged',
        reason: 'there is no confirm',
        notServed: true,
      });
    }
  });

  it('is unarranged when something that it needs can’t be had', async () => {
    const noWay = async () => {
      throw new Unarranged('no way to it');
    };
    const arranging = fakeCheck('stripe/arranging', async (session) => void (await session.arrange('processing')));
    const wanting = fakeCheck(
      'stripe/wanting',
      async (session) => void (await session.cancel('pi_1', { key: 'live' })),
    );
    const leaving = fakeCheck('stripe/leaving', async (session) => session.sendAndDrop({ body: 'a' }));
    const odd = fakeCheck('stripe/odd', async (session) => void (await session.send({ path: '/v1/a/../b' })));
    const { results } = await run([arranging, wanting, leaving, odd], {}, fakeTarget(undefined, { arrange: noWay }));
    expect(results.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['unarranged', 'no way to it'],
      ['unarranged', 'isolation of the modes is not judged: give --live-key (liveKey)'],
      [
        'unarranged',
        'it cuts the connection before the answer, and the target has only a fetch; give it a url as well',
      ],
      ['unarranged', 'it sends what fetch does not, and the target has only a fetch; give it a url as well'],
    ]);
  });

  it('is error when anything else is thrown, by the check or by the adapter', async () => {
    const broken = fakeCheck('stripe/broken', async () => {
      throw new TypeError('undefined is not a function');
    });
    expect(await resultOf(broken)).toMatchObject({ verdict: 'error', reason: 'undefined is not a function' });

    const arrange = async () => {
      throw 'no Error at all';
    };
    const arranging = fakeCheck('stripe/arranging', async (session) => void (await session.arrange('processing')));
    expect(await resultOf(arranging, {}, fakeTarget(undefined, { arrange }))).toMatchObject({
      verdict: 'error',
      reason: 'no Error at all',
    });
  });

  it('is fail, not error, when the target does not answer', async () => {
    const cancel = fakeCheck('stripe/cancel', async (session) => void (await session.cancel('pi_1')));
    const refusing = fakeTarget(() => {
      throw new Error('socket hang up');
    });
    expect(await resultOf(cancel, {}, refusing)).toMatchObject({
      verdict: 'fail',
      expected: 'an answer',
      actual: 'none (socket hang up)',
      exchange: { answer: { status: 0 } },
    });

    const hanging = fakeTarget(() => new Promise(() => {}));
    expect(await resultOf(cancel, { timeoutMs: 50 }, hanging)).toMatchObject({
      verdict: 'fail',
      expected: 'an answer',
      actual: 'none in time',
    });

    const endless = fakeTarget(async () => new Response('x'.repeat(2 ** 21)));
    expect(await resultOf(cancel, {}, endless)).toMatchObject({
      verdict: 'fail',
      expected: 'an answer',
      actual: 'the answer is larger than the kit reads (1 MB)',
    });
  });

  it('is error when something else than an answer takes too long', async () => {
    const arrange = () => new Promise<never>(() => {});
    const arranging = fakeCheck('stripe/arranging', async (session) => void (await session.arrange('processing')));
    expect(await resultOf(arranging, { timeoutMs: 50 }, fakeTarget(undefined, { arrange }))).toMatchObject({
      verdict: 'error',
      reason:
        'arranging an intent in processing: it took more than 50 ms besides its requests; --timeout (timeoutMs) gives more',
    });
  });

  it('is blocked when a check that it follows did not pass', async () => {
    const { results } = await run([
      deviating,
      fakeCheck('stripe/second', undefined, { after: ['stripe/deviating'] }),
      fakeCheck('stripe/third', undefined, { after: ['stripe/second'] }),
      passing,
      fakeCheck('stripe/fourth', undefined, { after: ['stripe/passing'] }),
    ]);
    expect(results.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['fail', undefined],
      ['blocked', 'stripe/deviating has to pass first'],
      ['blocked', 'stripe/second has to pass first'],
      ['pass', undefined],
      ['pass', undefined],
    ]);
  });

  it('carries the exception of a check that may fail', async () => {
    const exceptions = { failing: { 'stripe/deviating': 'ticket 7' } };
    const { results } = await run([deviating, passing], { exceptions });
    expect(results.map(({ exception }) => exception)).toEqual(['ticket 7', undefined]);
  });

  it('carries every exception that matches it', async () => {
    const exceptions = { notJudged: { 'stripe/d*': 'no way', '**': 'later', 'stripe/other': 'never' } };
    const { results } = await run([deviating, passing], { exceptions });
    expect(results.map(({ notJudged }) => notJudged)).toEqual([
      { 'stripe/d*': 'no way', '**': 'later' },
      { '**': 'later' },
    ]);
  });

  it('is unarranged when the check is skipped, and blocked when it follows one', async () => {
    const second = fakeCheck('stripe/second', undefined, { after: ['stripe/deviating'] });
    const { results } = await run([deviating, second], { skip: (id) => id === 'stripe/deviating' });
    expect(results.map(({ verdict, reason, blockedBy }) => [verdict, reason, blockedBy])).toEqual([
      ['unarranged', 'the check is skipped', undefined],
      ['blocked', 'stripe/deviating has to pass first', 'stripe/deviating'],
    ]);
  });

  it('says in a strict run that a SHOULD counts', async () => {
    const should = { ...deviating, level: 'SHOULD' } as Check;
    expect(await resultOf(should, { strict: true })).toMatchObject({ verdict: 'warn', strict: true });
    expect(await resultOf(should)).not.toHaveProperty('strict');
  });
});

describe('a run', () => {
  it('gives the results in the order of the checks, not in that of their ends', async () => {
    let release = () => {};
    const slow = fakeCheck('stripe/slow', () => new Promise<void>((resolve) => (release = resolve)));
    const quick = fakeCheck('stripe/quick');
    const told: string[] = [];
    const { results } = await run([slow, quick], {
      onStart: (checks) => told.push(...checks.map(({ id }) => `starts ${id}`)),
      onResult: ({ check }) => {
        told.push(check.id);
        if (check === quick) release();
      },
    });
    expect(told).toEqual(['starts stripe/slow', 'starts stripe/quick', 'stripe/quick', 'stripe/slow']);
    expect(results.map(({ check }) => check.id)).toEqual(['stripe/slow', 'stripe/quick']);
  });

  it.each([1, 3])('keeps to %i checks at the same time', async (concurrency) => {
    let running = 0;
    let most = 0;
    const checks = Array.from({ length: 9 }, (_, index) =>
      fakeCheck(`stripe/${index}`, async (session) => {
        running += 1;
        most = Math.max(most, running);
        await session.cancel('pi_1');
        running -= 1;
      }),
    );
    await run(checks, { concurrency });
    expect(most).toBe(concurrency);
  });

  it('takes the checks that are selected, and those they follow', async () => {
    const checks = [
      fakeCheck('stripe/first'),
      fakeCheck('stripe/second', undefined, { after: ['stripe/first'] }),
      fakeCheck('stripe/third', undefined, { after: ['stripe/second'] }),
      fakeCheck('stripe/other'),
    ];
    const { results, total } = await run(checks, { select: (id) => id === 'stripe/third' });
    expect(results.map(({ check }) => check.id)).toEqual(['stripe/first', 'stripe/second', 'stripe/third']);
    expect(total).toBe(4);
  });

  it('needs at least one check', async () => {
    await expect(run([passing], { select: () => false })).rejects.toThrow(CannotRun);
    await expect(run([])).rejects.toThrow('no check was selected');
  });

  it('gives every check the seed, and reports it', async () => {
    const seeds: number[] = [];
    const check = fakeCheck('stripe/seeded', async ({ seed }) => void seeds.push(seed));
    const { seed } = await run([check], { seed: 42 });
    expect([seed, ...seeds]).toEqual([42, 42]);

    const random = await run([check]);
    expect(seeds[1]).toBe(random.seed);
    expect((await run([check])).seed).not.toBe(random.seed);
  });

  it('shows no secret that the target or the adapter repeats', async () => {
    const secret = 'sk_test_mine';
    const target = fakeTarget(
      (request) => Response.json({ client_secret: 'pi_1_secret_abc', header: request.headers.get('authorization') }),
      {
        arrange: async ({ key, status }) => {
          if (status === 'processing') throw new Error(`no way with ${key}`);
          return { id: 'pi_1' };
        },
      },
    );
    const echo = fakeCheck('stripe/echo', async (session) => {
      const { text } = await session.cancel('pi_1', { headers: { 'Idempotency-Key': secret }, body: `key=${secret}` });
      session.deviate(`not ${secret}`, text);
    });
    const broken = fakeCheck('stripe/broken', async (session) => void (await session.arrange('processing')));
    const report = await run([echo, broken], {}, target);
    expect(report.results.map(({ verdict }) => verdict)).toEqual(['fail', 'error']);
    expect(JSON.stringify(report)).not.toMatch(/sk_test_mine|secret_abc/);
    expect(report.results[0]?.actual).toBe('{"client_secret":"REDACTED","header":"Bearer $KEY"}');
    expect(report.exchanges).toHaveLength(1);
  });
});
