import { expect, it } from 'vitest';
import { openConnection, requestBytes } from '../support/connection.js';
import { serveMeasured } from '../support/measured.js';

const connections = 8;
const megabyte = 1024 * 1024;

type Request = readonly [method: string, path: string, headers: Record<string, string>, body?: string];

const intents = '/v1/payment_intents';
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** What the n-th request of a sort looks like: ids and content types are never the same. */
const frequent: readonly ((n: number) => Request)[] = [
  (n) => ['POST', `${intents}/pi_unknown_${n}/cancel`, { 'Content-Type': `application/x-type-${n}` }, 'a=b'],
  (n) => ['GET', `${intents}/pi_of_its_own_${n}`, {}],
];
const occasional: readonly ((n: number) => Request)[] = [
  (n) => ['POST', `${intents}/pi_unknown_${n}/cancel`, { ...form, 'Idempotency-Key': `key ${n}` }, `unknown_${n}=1`],
  (n) => ['POST', `${intents}/pi_${n}/cancel`, { ...form, Authorization: `Bearer sk_test_wrong${n}` }],
  (n) => ['POST', `${intents}/pi_${n}/cancel`, form, `cancellation_reason=whim_${n}`],
  (n) => ['GET', `/${'../'.repeat(n % 9)}nowhere/${n}?x=%E0%A4%A`, { 'Stripe-Version': `version ${n}` }],
  (n) => ['POST', `${intents}/pi_${n}/cancel`, form, `expand${'[a]'.repeat(n % 60)}=${n}`],
];
/** These leave something in the database, or cost more. */
const rare: readonly ((n: number) => Request)[] = [
  (n) => ['POST', '/_fixtures/payment_intents', {}, JSON.stringify({ id: `pi_${n}`, status: 'requires_capture' })],
  (n) => ['POST', `${intents}/pi_${n}/cancel`, { ...form, 'Idempotency-Key': `${n}` }, 'cancellation_reason=duplicate'],
  (n) => ['POST', `${intents}/pi_${n}/cancel`, form, 'a=1&'.repeat(5_000)],
  (n) => ['POST', `${intents}/pi_${n}/cancel`, { ...form, 'X-Flood': 'x'.repeat(6_000) }],
];

/** The requests from the n-th on, spread over a few connections. */
async function send(url: string, from: number, to: number): Promise<void> {
  let next = from;
  const statuses = new Set<number>();
  const work = async () => {
    const connection = await openConnection({ url });
    while (next < to) {
      const n = next++;
      const sorts = [...frequent, ...(n % 10 === 0 ? occasional : []), ...(n % 50 === 0 ? rare : [])];
      for (const sort of sorts) {
        const [method, path, headers, body = ''] = sort(n);
        const all = { Host: 'localhost', Authorization: 'Bearer sk_test_reference', ...headers };
        connection.send(requestBytes(method, path, { ...all, 'Content-Length': String(body.length) }, body));
        statuses.add((await connection.answer(method)).status);
      }
      if (n % 100 === 0) await leaveAmid(url, n);
    }
    connection.cut();
  };
  await Promise.all(Array.from({ length: connections }, work));
  expect([...statuses].sort()).toEqual([200, 201, 400, 401, 404]);
}

/** Callers who don't speak HTTP, and who go away before they have said everything. */
async function leaveAmid(url: string, n: number): Promise<void> {
  const stranger = await openConnection({ url });
  stranger.send(`\x16\x03\x01${n}\r\n\r\n`);
  await stranger.end();
  const deserter = await openConnection({ url });
  deserter.send(requestBytes('POST', `${intents}/pi_${n}/cancel`, { Host: 'localhost', 'Content-Length': '9' }, 'a'));
  deserter.cut();
}

it('memory stays flat under what callers send, 40,000 ids and 40,000 content types of their own included', async () => {
  const server = await serveMeasured();
  // By then the allocators have what they keep at hand, on a busy machine as well.
  await send(server.url, 0, 5_000);
  const before = await server.memory();
  await send(server.url, 5_000, 45_000);
  const growthOf = async (what: 'heap' | 'resident') => ((await server.memory())[what] - before[what]) / megabyte;

  expect(await growthOf('heap')).toBeLessThan(5);
  // What has been collected is given back to the system in the background.
  await expect.poll(() => growthOf('resident'), { timeout: 10_000, interval: 200 }).toBeLessThan(20);
}, 600_000);
