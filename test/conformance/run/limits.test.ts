import { describe, expect, it, vi } from 'vitest';
import type { Check } from '../../../src/conformance/checks/Check.js';
import type { Result } from '../../../src/conformance/run/Result.js';
import { type RunOptions, runChecks } from '../../../src/conformance/run/runChecks.js';
import type { Target } from '../../../src/conformance/target/Target.js';
import { fakeCheck, fakeTarget } from '../../support/conformance.js';
import { serving } from '../../support/serving.js';

const run = (checks: readonly Check[], target: Target, options: RunOptions = {}) =>
  runChecks('stripe', checks, target, options);

async function resultOf(check: Check, target: Target, options?: RunOptions): Promise<Result> {
  const { results } = await run([check], target, options);
  return results[0] as Result;
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const cancels = (count: number) =>
  fakeCheck('stripe/cancels', async (session) => {
    for (let sent = 0; sent < count; sent += 1) expect((await session.cancel('pi_1')).status).toBe(200);
  });

describe('the limit of a check', () => {
  it('grows with its requests, each of which has the time that was given', async () => {
    const slow = fakeTarget(async () => {
      await wait(150);
      return Response.json({});
    });
    expect(await resultOf(cancels(5), slow, { timeoutMs: 300 })).toMatchObject({ verdict: 'pass' });
  });

  it('grows with the intents that it arranges', async () => {
    let made = 0;
    const arrange = async () => {
      await wait(150);
      made += 1;
      return { id: `pi_${made}` };
    };
    const arranging = fakeCheck('stripe/arranging', async (session) => {
      for (let count = 0; count < 5; count += 1) await session.arrange('succeeded');
    });
    const target = fakeTarget(undefined, { arrange });
    expect(await resultOf(arranging, target, { timeoutMs: 300 })).toMatchObject({ verdict: 'pass' });
  });

  it('ends in an error that names the option when the check does something else without end', async () => {
    const lost = fakeCheck('stripe/lost', async (session) => {
      await session.cancel('pi_1');
      await new Promise(() => {});
    });
    expect(await resultOf(lost, fakeTarget(), { timeoutMs: 100 })).toMatchObject({
      verdict: 'error',
      reason: 'it took more than 5100 ms besides its requests; --timeout (timeoutMs) gives more',
    });
  });
});

describe('a target that limits the rate', () => {
  /** Answers every nth request with a 429. */
  function limiting(every: number, headers: Record<string, string> = {}) {
    let count = 0;
    return fakeTarget(() => {
      count += 1;
      return count % every === 0
        ? Response.json({ error: { code: 'rate_limit' } }, { status: 429, headers })
        : Response.json({});
    });
  }

  it('is asked again, and none of its 429 is an answer to the check', async () => {
    expect(await resultOf(cancels(6), limiting(2))).toMatchObject({ verdict: 'pass' });
  });

  it('is asked again when it says', async () => {
    const start = performance.now();
    expect(await resultOf(cancels(2), limiting(2, { 'Retry-After': '1' }))).toMatchObject({ verdict: 'pass' });
    expect(performance.now() - start).toBeGreaterThan(950);
  });

  it('is not waited for longer than a minute, and said to limit the rate', async () => {
    const result = await resultOf(cancels(1), limiting(1, { 'Retry-After': '3600' }));
    expect(result).toMatchObject({
      verdict: 'unarranged',
      reason: expect.stringMatching(/^rate limited: .* is a 429 as well, which asks for 3600 s; --rate/),
    });
  });

  it('may keep some out of a race, which take part in the next round', async () => {
    const racing = fakeCheck('stripe/racing', async (session) => {
      const answers = await session.race(
        Array.from({ length: 12 }, () => ({ path: '/v1/payment_intents/a', body: 'b' })),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
    });
    expect(await resultOf(racing, limiting(4))).toMatchObject({ verdict: 'pass' });
    expect(await resultOf(racing, limiting(1))).toMatchObject({
      verdict: 'unarranged',
      reason: 'rate limited: 12 of 12 simultaneous requests were answered 429',
    });
  });

  it('may say that an object is locked, which is an answer in a race', async () => {
    const locked = fakeTarget(() => Response.json({ error: { code: 'lock_timeout' } }, { status: 429 }));
    const racing = fakeCheck('stripe/racing', async (session) => {
      const [answer] = await session.race([{ path: '/v1/payment_intents/a', body: 'b' }]);
      expect(answer?.status).toBe(429);
    });
    expect(await resultOf(racing, locked)).toMatchObject({ verdict: 'pass' });
  });

  it('is sent no more than the given rate, arranging included', async () => {
    const arrivals: number[] = [];
    const url = await serving(({ url: path = '' }, response) => {
      arrivals.push(performance.now());
      response.writeHead(path.includes('pi_1') ? 200 : 404).end(JSON.stringify({ id: path }));
    });
    let made = 0;
    const arrange: Target['arrange'] = async ({ fetch }) => {
      await fetch(`${url}/arrange`, { method: 'POST' });
      made += 1;
      return { id: `pi_1${made}` };
    };
    const check = fakeCheck('stripe/paced', async (session) => {
      for (let sent = 0; sent < 3; sent += 1) await session.cancel(await session.arrange('succeeded'));
    });
    await run([check], { url, key: 'sk_test_mine', arrange, rate: 20 });
    expect(arrivals.length).toBeGreaterThanOrEqual(8);
    const took = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
    expect(took).toBeGreaterThan((arrivals.length - 1) * 50 - 40);
  });
});

describe('the headers of a target', () => {
  it('come with every request, arranging included', async () => {
    const gates: unknown[] = [];
    const url = await serving(({ url: path = '', headers }, response) => {
      gates.push(headers['x-gate']);
      response.writeHead(path.includes('pi_1') ? 200 : 404).end(JSON.stringify({ id: path }));
    });
    const arrange: Target['arrange'] = async ({ fetch }) => {
      await fetch(`${url}/arrange`, { method: 'POST' });
      return { id: 'pi_1' };
    };
    const check = fakeCheck('stripe/gated', async (session) => {
      const id = await session.arrange('succeeded');
      await session.cancel(id);
      await session.race([{ path: session.cancelPath(id), body: 'a=b' }]);
      await session.sendAndDrop({ path: session.cancelPath(id), body: 'a=b' });
    });
    const headers = { 'X-Gate': 'open' };
    expect(await resultOf(check, { url, key: 'sk_test_mine', arrange, headers })).toMatchObject({ verdict: 'pass' });
    await vi.waitFor(() => expect(gates).toHaveLength(10));
    expect(new Set(gates)).toEqual(new Set(['open']));
  });

  it('are not those that the kit sets itself', async () => {
    const refused = run([cancels(1)], fakeTarget(undefined, { headers: { Authorization: 'Bearer x' } }));
    await expect(refused).rejects.toThrow(/^The headers of a target: the kit sets Authorization itself/);
  });
});
