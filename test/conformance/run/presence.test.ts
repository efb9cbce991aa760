import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runChecks } from '../../../src/conformance/run/runChecks.js';
import type { Target } from '../../../src/conformance/target/Target.js';
import { fakeApi, fakeCheck, fakeTarget } from '../../support/conformance.js';

/** A target that one of its requests can take down: `deadly` cuts its connection and all others, for good. */
async function mortal(listener: RequestListener = fakeApi): Promise<{ target: Target; server: Server }> {
  const server = createServer((request, response) => {
    if (request.url?.includes('deadly')) {
      server.close();
      server.closeAllConnections();
    } else if (request.url?.includes('waiting')) {
      // Until the connection is cut.
    } else {
      listener(request, response);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, target: { url, key: 'sk_test_mine', arrange: async () => ({ id: 'pi_1' }) } };
}

const sending = (id: string, path = '/v1/payment_intents/a') =>
  fakeCheck(id, async (session) => void (await session.send({ path })));

describe('a target that goes away', () => {
  it('ends the run with one line, which says when and what was under way, and fails no other check', async () => {
    const { target } = await mortal();
    const waiting = sending('stripe/waiting', '/v1/waiting');
    const deadly = fakeCheck('stripe/deadly', async (session) => {
      await session.send({ path: '/v1/payment_intents/first' });
      await session.send({ path: '/v1/deadly' });
    });
    const told: string[] = [];
    const report = await runChecks(
      'stripe',
      [
        sending('stripe/before'),
        waiting,
        deadly,
        sending('stripe/after'),
        fakeCheck('stripe/follower', undefined, { after: ['stripe/after'] }),
      ],
      target,
      { concurrency: 2, onResult: ({ check }) => told.push(check.id) },
    );
    const line =
      /^the target went away at \d{4}-\S+Z while these were under way: POST \/v1\/waiting \(stripe\/waiting\), POST \/v1\/deadly \(stripe\/deadly\) \(the connection was refused\)$/;
    expect(report.stopped).toMatch(line);
    expect(report.results.map(({ verdict }) => verdict)).toEqual([
      'pass',
      'unarranged',
      'unarranged',
      'unarranged',
      'unarranged',
    ]);
    for (const { reason = '' } of report.results.slice(1)) expect(reason).toMatch(line);
    expect(told).toHaveLength(5);
  });

  it('fails the check that was alone under way, with a request that certainly arrived', async () => {
    const { target } = await mortal();
    // A connection that was kept may have been closed before.
    const deadly = fakeCheck('stripe/deadly', async (session) => {
      await session.race([{ path: '/v1/deadly', body: 'a=b' }]);
    });
    const { results, stopped } = await runChecks('stripe', [deadly, sending('stripe/after')], target, {
      concurrency: 1,
    });
    expect(stopped).toMatch(/ while POST \/v1\/deadly \(stripe\/deadly\) was under way \(/);
    expect(results).toMatchObject([
      { verdict: 'fail', actual: 'none (the connection was closed), then the target was gone' },
      { verdict: 'unarranged' },
    ]);
  });

  it('fails no check when it went between two requests', async () => {
    const { target, server } = await mortal();
    const leaving = fakeCheck('stripe/leaving', async () => {
      server.close();
      server.closeAllConnections();
    });
    const { results, stopped } = await runChecks('stripe', [leaving, sending('stripe/after')], target, {
      concurrency: 1,
    });
    expect(stopped).toMatch(/^the target went away/);
    expect(results).toMatchObject([{ verdict: 'pass' }, { verdict: 'unarranged' }]);
  });

  it('is told from one that cuts a single connection', async () => {
    const { target } = await mortal((request, response) => {
      if (request.url?.includes('cut')) request.socket.destroy();
      else fakeApi(request, response);
    });
    const { results, stopped } = await runChecks(
      'stripe',
      [sending('stripe/cut', '/v1/cut'), sending('stripe/after')],
      target,
    );
    expect(stopped).toBeUndefined();
    expect(results).toMatchObject([
      { verdict: 'fail', actual: 'none (the connection was closed)' },
      { verdict: 'pass' },
    ]);
  });
});

describe('a run that is stopped', () => {
  it('reports what was judged, and the rest as not judged', async () => {
    const controller = new AbortController();
    const hanging = fakeCheck('stripe/hanging', async (session) => {
      controller.abort(new Error('enough'));
      await session.arrange('succeeded');
    });
    const target = fakeTarget(undefined, { arrange: () => new Promise(() => {}) });
    const checks = [sending('stripe/first'), hanging, sending('stripe/last')];
    const { results, stopped } = await runChecks('stripe', checks, target, {
      concurrency: 1,
      signal: controller.signal,
    });
    expect(stopped).toBe('enough');
    expect(results.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['pass', undefined],
      ['unarranged', 'enough'],
      ['unarranged', 'enough'],
    ]);
  });
});

describe('a run survives', () => {
  it.each<[string, unknown]>([
    ['no response', undefined],
    ['no Response', { status: 200 }],
    ['an invalid status', { status: Symbol('odd'), headers: [], body: null }],
    ['a body without end', new Response(new ReadableStream({ pull: (sink) => sink.enqueue(new Uint8Array(1 << 16)) }))],
    ['a body that never comes', new Response(new ReadableStream({}))],
    ['a body that is no bytes', new Response(new ReadableStream({ start: (sink) => sink.enqueue({} as Uint8Array) }))],
  ])('a fetch that answers %s', async (_, response) => {
    const target = fakeTarget(() => response as Response);
    const { results } = await runChecks('stripe', [sending('stripe/odd')], target, { timeoutMs: 300 });
    expect(results).toMatchObject([{ verdict: expect.stringMatching(/^(fail|error)$/) }]);
  });

  it.each<[string, () => unknown]>([
    ['resolves to nothing', () => undefined],
    ['resolves to no id', () => ({ id: 7 })],
    ['resolves to an id without end', () => ({ id: 'x'.repeat(1 << 20) })],
    ['has an id that throws', () => Object.defineProperty({}, 'id', { get: () => expect.fail('no id') })],
    ['throws nothing', () => Promise.reject(undefined)],
    ['throws what has no text', () => Promise.reject(Object.create(null))],
    ['throws a text without end', () => Promise.reject('x'.repeat(1 << 20))],
  ])('an adapter that %s', async (_, act) => {
    const target = fakeTarget(undefined, { arrange: (async () => act()) as Target['arrange'] });
    const arranging = fakeCheck('stripe/arranging', async (session) => void (await session.arrange('succeeded')));
    const { results } = await runChecks('stripe', [arranging], target);
    expect(results).toMatchObject([{ verdict: 'error', reason: expect.any(String) }]);
    expect(results[0]?.reason?.length).toBeLessThan(5_000);
  });
});
