import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/conformance/run/Result.js';
import { type RunOptions, runChecks } from '../../../src/conformance/run/runChecks.js';
import { fakeCheck, fakeTarget } from '../../support/conformance.js';

const arranging = (id: string, times = 1) =>
  fakeCheck(id, async (session) => {
    for (let time = 0; time < times; time += 1) await session.arrange('requires_capture');
  });

/** A target whose retrieve answers as it is told; notes the keys and paths of what it was asked. */
function retrievable(retrieve: (id: string) => Response | Promise<Response>, ids = ['pi_1', 'pi_2', 'pi_3', 'pi_4']) {
  const left = [...ids];
  const asked: string[] = [];
  const { fetch, ...target } = fakeTarget(undefined, { arrange: async () => ({ id: left.shift() as string }) });
  return {
    asked,
    target: {
      ...target,
      fetch: async (input: Request | URL | string) => {
        const request = input as Request;
        if (request.method !== 'GET') return (fetch as typeof globalThis.fetch)(request);
        asked.push(`${request.headers.get('authorization')} ${new URL(request.url).pathname}`);
        return retrieve(new URL(request.url).pathname.split('/').at(-1) ?? '');
      },
    },
  };
}

async function judged(
  { target }: ReturnType<typeof retrievable>,
  times = 1,
  options: RunOptions = {},
): Promise<Pick<Result, 'verdict' | 'reason'>> {
  const { results, exchanges } = await runChecks('stripe', [arranging('stripe/arranging', times)], target, options);
  expect(exchanges).toEqual([]);
  const { verdict, reason } = results[0] as Result;
  return { verdict, ...(reason !== undefined && { reason }) };
}

describe('an intent that was arranged', () => {
  it('is looked at with the key that owns it, which is no evidence', async () => {
    const held = retrievable(() => Response.json({ status: 'requires_capture' }));
    expect(await judged(held)).toEqual({ verdict: 'pass' });
    expect(held.asked).toEqual(['Bearer sk_test_mine /v1/payment_intents/pi_1']);
  });

  it('is unarranged in another status than was wanted', async () => {
    const spent = retrievable(() => Response.json({ status: 'canceled' }));
    const reason = 'the adapter gave canceled instead of requires_capture';
    expect(await judged(spent)).toEqual({ verdict: 'unarranged', reason });
  });

  it('is unarranged when it was given before, also to another check', async () => {
    const repeating = retrievable(() => Response.json({ status: 'requires_capture' }), ['pi_1', 'pi_1']);
    const checks = [arranging('stripe/first'), arranging('stripe/second')];
    const { results } = await runChecks('stripe', checks, repeating.target, { concurrency: 1 });
    expect(results.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['pass', undefined],
      ['unarranged', 'the adapter gave pi_1 twice'],
    ]);
  });

  it.each([
    ['not found', () => Response.json({}, { status: 404 })],
    ['no object', () => Response.json('requires_capture')],
    ['without a status', () => Response.json({ id: 'pi_1' })],
    ['with a status that is no word', () => Response.json({ status: 4 })],
    ['no JSON', () => new Response('<h1>Hello</h1>')],
    ['no answer', () => Promise.reject(new Error('socket hang up'))],
  ])('is accepted where the retrieve is %s, and no longer looked at after three', async (_, retrieve) => {
    const blind = retrievable(retrieve);
    expect(await judged(blind, 4)).toEqual({ verdict: 'pass' });
    expect(blind.asked).toHaveLength(3);
  });

  it('is always looked at once a retrieve has worked', async () => {
    const once = retrievable((id) =>
      id === 'pi_1' ? Response.json({ status: 'requires_capture' }) : Response.json({}, { status: 404 }),
    );
    expect(await judged(once, 4)).toEqual({ verdict: 'pass' });
    expect(once.asked).toHaveLength(4);
  });

  it.each([
    [undefined, 'the adapter gave nothing, not { id: "pi_…" }'],
    [{ id: 1 }, 'the adapter gave {"id":1}, not { id: "pi_…" }'],
    [{ id: '' }, 'the adapter gave {"id":""}, not { id: "pi_…" }'],
  ])('is an error of the adapter when it is %j', async (arranged, reason) => {
    const target = fakeTarget(undefined, { arrange: async () => arranged as { id: string } });
    const { results } = await runChecks('stripe', [arranging('stripe/arranging')], target);
    expect(results[0]).toMatchObject({ verdict: 'error', reason });
  });
});
