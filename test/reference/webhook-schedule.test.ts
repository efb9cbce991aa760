import { describe, expect, it } from 'vitest';
import { webhookSecret } from '../support/receiver.js';
import { startTelling, type Told, telling, timeOf } from '../support/told.js';

const [minute, hour, day] = [60, 3_600, 86_400];

/** Seconds from each attempt to the next one. */
function intervals(told: readonly Told[]): number[] {
  const times = told.map(timeOf);
  return times.slice(1).map((time, index) => time - (times[index] ?? Number.NaN));
}

/** A reference whose clock stands still, with a webhook of the owner of a key. */
async function startAt(name: 'stripe' | 'chargefy', use: 'secret' | 'live', ...statuses: (number | Response)[]) {
  const { reference, cancelOne } = await startTelling(name);
  const key = (reference.keys as Record<string, string>)[use] ?? expect.fail();
  const { told, receive } = telling(...statuses);
  await reference.clock.stop();
  await reference.webhooks.add(receive, { secret: webhookSecret, key });
  return { reference, told, key, cancelOne: () => cancelOne(key) };
}

const live = [5, 10, 20, 40, 80, 160, 320].map((minutes) => minutes * minute);
const example = [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

describe('the schedule of deliveries', () => {
  it.each([
    ['stripe', 'secret', '3d', [5 * minute, hour, 3 * hour]],
    ['stripe', 'live', '4d', [...live, ...Array(8).fill(6 * hour)]],
    ['chargefy', 'secret', '5d', example],
    ['chargefy', 'live', '5d', example],
  ] as const)('of %s with a %s key is played by advance(%j), to the second', async (name, use, span, expected) => {
    const { reference, told, key, cancelOne } = await startAt(name, use, 500);
    const since = await reference.clock.now();
    await cancelOne();

    await reference.clock.advance(span);

    expect(told[0] && timeOf(told[0])).toBe(since);
    expect(intervals(told)).toEqual(expected);
    // It is given up, and stays unacknowledged.
    await reference.clock.advance('10d');
    expect(told).toHaveLength(expected.length + 1);
    expect(await reference.events.list({ key })).toHaveLength(1);
  });

  it('has every attempt made by when advance resolves, and none before it is due', async () => {
    const { reference, told, cancelOne } = await startAt('stripe', 'secret', 500);
    await cancelOne();
    await reference.clock.advance(299_000);
    expect(told).toHaveLength(1);
    await reference.clock.advance(1_000);
    expect(told).toHaveLength(2);
    await reference.clock.advance('59m');
    expect(told).toHaveLength(2);
    await reference.clock.advance('1m');
    expect(told).toHaveLength(3);
  });

  it('ends with the first 2xx', async () => {
    const { reference, told, cancelOne } = await startAt('stripe', 'secret', 500, 299);
    await cancelOne();

    await reference.clock.advance('3d');

    expect(intervals(told)).toEqual([5 * minute]);
  });

  it.each([300, 302, 308, 400, 404, 410, 500])('goes on after %i at Stripe', async (status) => {
    const { reference, told, cancelOne } = await startAt('stripe', 'secret', status, 200);
    await cancelOne();

    await reference.clock.advance('3d');

    expect(told).toHaveLength(2);
  });

  it('counts the deliveries that are not acknowledged, in every event as it is now', async () => {
    const { reference, cancelOne } = await startTelling('stripe');
    const { told, receive } = telling(500, 200);
    await reference.clock.stop();
    await reference.webhooks.add(receive, { secret: webhookSecret });
    await reference.webhooks.add(() => new Response(null, { status: 500 }), { secret: webhookSecret });
    const pending = async () => (await reference.events.list()).map((event) => event.pending_webhooks);
    await cancelOne();
    await expect.poll(() => told.length).toBe(1);
    expect(await pending()).toEqual([2]);

    await reference.clock.advance('5m');
    expect(await pending()).toEqual([1]);

    await reference.clock.advance('3d');
    expect(await pending()).toEqual([1]);
  });

  it('is of the clock, but the time-out of an attempt is real time', async () => {
    const { reference, cancelOne } = await startAt('stripe', 'secret', 200);
    const arrived: number[] = [];
    const receive = ({ signal }: Request) => {
      arrived.push(performance.now());
      return new Promise<Response>((resolve) => signal.addEventListener('abort', () => resolve(new Response())));
    };
    await reference.webhooks.add(receive, { secret: webhookSecret, timeout: 100 });
    await cancelOne();

    const since = performance.now();
    await reference.clock.advance('5m');

    expect(arrived).toHaveLength(2);
    expect(performance.now() - since).toBeGreaterThanOrEqual(150);
    expect(performance.now() - since).toBeLessThan(5_000);
  });
});

describe('an endpoint', () => {
  it('of Chargefy is disabled by 410, and gets nothing any more', async () => {
    const { reference, cancelOne } = await startTelling('chargefy');
    const { told, receive } = telling(410, 200);
    await reference.clock.stop();
    await reference.webhooks.add(receive, { secret: webhookSecret });
    reference.webhooks.faults.add({ fault: 'hold', times: 2 });
    await cancelOne();
    await cancelOne();
    reference.webhooks.faults.clear();
    await expect.poll(() => reference.webhooks.list()).toMatchObject([{ status: 'disabled' }]);

    await cancelOne();
    await reference.clock.advance('5d');

    expect(told).toHaveLength(1);
  });

  it.each([
    ['600', 600],
    ['7200', 7_200],
    ['1', 5],
    ['soon', 5],
    ['-7200', 5],
    [String(365 * day), 30 * day],
  ])('of Chargefy that says Retry-After: %s is asked again after %i seconds', async (retryAfter, seconds) => {
    const answer = new Response(null, { status: 503, headers: { 'Retry-After': retryAfter } });
    const { reference, told, cancelOne } = await startAt('chargefy', 'secret', answer, 200);
    await cancelOne();

    await reference.clock.advance('31d');

    expect(intervals(told)).toEqual([seconds]);
  });

  it('of Chargefy may name the moment from which on it may be asked again', async () => {
    const at = new Date(Math.ceil(performance.timeOrigin + performance.now()) + 2 * hour * 1_000).toUTCString();
    const answer = new Response(null, { status: 429, headers: { 'Retry-After': at } });
    const { reference, told, cancelOne } = await startAt('chargefy', 'secret', answer, 200);
    await cancelOne();

    await reference.clock.advance('1d');

    expect(intervals(told)[0]).toBeGreaterThan(2 * hour - 30);
    expect(intervals(told)[0]).toBeLessThanOrEqual(2 * hour);
  });

  it('of Stripe is asked again on Stripe’s schedule, with any Retry-After', async () => {
    const answer = new Response(null, { status: 503, headers: { 'Retry-After': '7200' } });
    const { reference, told, cancelOne } = await startAt('stripe', 'secret', answer, 200);
    await cancelOne();

    await reference.clock.advance('1d');

    expect(intervals(told)).toEqual([5 * minute]);
  });
});
