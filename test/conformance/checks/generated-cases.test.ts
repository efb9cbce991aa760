import { expect, it } from 'vitest';
import type { Result } from '../../../src/conformance/run/Result.js';
import { verify } from '../../../src/conformance/run/verify.js';
import { arrangeByFixtures } from '../../../src/conformance/target/arrange/fixtures.js';
import { arrangeByIds } from '../../../src/conformance/target/arrange/ids.js';
import type { Target } from '../../../src/conformance/target/Target.js';
import type { DialectName } from '../../../src/contract/dialect.js';
import { arrange, startReference } from '../../support/reference.js';

const keyOf = { stripe: 'sk_test_reference', chargefy: 'ch_test_reference' };

/** The reference server behind a `fetch` that changes the bodies of requests on their way. */
async function startChanging(dialect: DialectName, change: (body: string) => string) {
  const reference = await startReference(dialect);
  const bodies: string[] = [];
  const changing: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { method, headers } = request;
    const sent = await request.text();
    if (method === 'POST') bodies.push(sent);
    const body = change(sent) || null;
    return fetch(reference.url + new URL(request.url).pathname, { method, headers, body });
  };
  const target: Target = { fetch: changing, key: keyOf[dialect], arrange: arrangeByFixtures(reference.url) };
  const run = async (seed: number): Promise<Result> => {
    bodies.length = 0;
    const id = `${dialect}/cancel/generated-requests`;
    const { results } = await verify(dialect, target, { select: (other) => other === id, seed, concurrency: 1 });
    return results.at(-1) as Result;
  };
  return { reference, target, bodies, run };
}

/** Takes any text as a reason, and forgets the ones it does not know. */
function takeAnyText(body: string): string {
  const known = ['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'];
  try {
    const { cancellation_reason: reason } = JSON.parse(body);
    return typeof reason === 'string' && !known.includes(reason) ? '{}' : body;
  } catch {
    return body;
  }
}

it('a fault is reported with the smallest case that shows it and the seed that brings it back', async () => {
  const { run } = await startChanging('chargefy', takeAnyText);
  for (const seed of [1, 2, 3]) {
    const result = await run(seed);
    expect(result.verdict).toBe('warn');
    expect(result.actual).toContain(`seed ${seed}`);
    expect(result.actual).toContain(JSON.stringify('{"cancellation_reason":""}'));
    expect(result.exchange?.request.body).toBe('{"cancellation_reason":""}');
  }
});

it('a fault in the Stripe dialect is found as well', async () => {
  const { run } = await startChanging('stripe', (body) => body.replace(/^conformance_\w+=\w*$/, ''));
  const result = await run(1);
  expect(result.verdict).toBe('warn');
  expect(result.actual).toMatch(/smallest case .*conformance_\w=".*seed 1/);
});

it.each(['stripe', 'chargefy'] as const)('at %s the same seed gives the same cases', async (dialect) => {
  const { run, bodies } = await startChanging(dialect, (body) => body);
  const bodiesOf = async (seed: number) => {
    expect(await run(seed)).toMatchObject({ verdict: 'pass' });
    return [...bodies];
  };

  const first = await bodiesOf(7);
  const again = await bodiesOf(7);
  expect(first.length).toBeGreaterThan(20);
  expect(again).toEqual(first);
  expect(await bodiesOf(8)).not.toEqual(first);
});

it('a search for a smaller case ends', async () => {
  const { run, bodies } = await startChanging('chargefy', (body) => (body.length > 30 ? '{}' : body));
  const result = await run(4);
  expect(result.verdict).not.toBe('pass');
  expect(bodies.length).toBeLessThan(100);
});

it('a request that is never answered is reported with its case', async () => {
  const { target } = await startChanging('chargefy', (body) => body);
  const hanging: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const body = await request.clone().text();
    if (!body.startsWith('[')) return (target.fetch as typeof fetch)(request);
    return new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)));
  };
  const { results } = await verify(
    'chargefy',
    { ...target, fetch: hanging },
    { select: (id) => id === 'chargefy/cancel/generated-requests', seed: 1, timeoutMs: 2_000 },
  );

  expect(results.at(-1)).toMatchObject({
    verdict: 'warn',
    actual: expect.stringMatching(/in time; smallest case .*\[/),
  });
});

it('cases for which no intent is left are not judged', async () => {
  const { reference, target } = await startChanging('chargefy', (body) => body);
  const ids = await Promise.all(
    Array.from({ length: 14 }, () => arrange(reference, { status: 'requires_payment_method' })),
  );
  const few = arrangeByIds({ requires_payment_method: ids.map(({ id }) => id) }, target.key);
  const { results } = await verify(
    'chargefy',
    { ...target, arrange: few },
    { select: (id) => id === 'chargefy/cancel/generated-requests', seed: 1 },
  );

  expect(results.at(-1)).toMatchObject({ verdict: 'unarranged' });
});
