import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { purgeAnswers, startPurging } from '../../src/server/purge.js';
import { expectExecuted, expectReplayed, newKey, sendKeyed } from '../support/keyed.js';
import { arrange, type Reference, startReference } from '../support/reference.js';

const day = 24 * 60 * 60;

/** Cancels as many intents, each with a key of its own. */
async function cancelMany(reference: Reference, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { id } = await arrange(reference, { status: 'requires_capture' });
    await sendKeyed(reference, { id, key: newKey() });
  }
}

describe('the purge of idempotency keys', () => {
  it('removes those of more than 24 hours and no others', async () => {
    const reference = await startReference('stripe');
    await cancelMany(reference, 3);
    reference.now += 1;
    const request = { id: (await arrange(reference, { status: 'requires_capture' })).id, key: newKey() };
    const first = await sendKeyed(reference, request);

    reference.now += day - 1;
    expect(await purgeAnswers(reference.store, reference.now)).toBe(0);
    reference.now += 1;
    expect(await purgeAnswers(reference.store, reference.now)).toBe(3);
    expect(await purgeAnswers(reference.store, reference.now)).toBe(0);
    expectReplayed(await sendKeyed(reference, request), first);
  });

  it('lets requests get in between, however much there is to remove', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const owner = { organization: 'acct_reference', livemode: false };
    await reference.store.transact(async ({ answers }) => {
      for (let index = 0; index < 2_000; index += 1) {
        const answer = { path: '', fingerprint: '', status: 200, body: '{}', requestId: '', createdAt: 0 };
        await answers.keep(owner, `old-${index}`, answer);
      }
    });

    const order: string[] = [];
    const purging = purgeAnswers(reference.store, reference.now).then((removed) => {
      order.push('purge');
      return removed;
    });
    const answer = await sendKeyed(reference, { id, key: 'old-1999' });
    order.push('request');

    expect(await purging).toBeGreaterThanOrEqual(1_999);
    expect(answer.status).toBe(200);
    expectExecuted(answer, 'old-1999');
    expect(order).toEqual(['request', 'purge']);
  });
});

describe('purging', () => {
  it('is repeated every minute until it is stopped, whatever goes wrong', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const seen: number[] = [];
    let now = day;
    const purging = startPurging({
      clock: () => now,
      log: pino({ level: 'silent' }),
      store: {
        close: async () => undefined,
        async transact() {
          seen.push(now);
          throw new Error('unavailable');
        },
      },
    });
    const minute = () => vi.advanceTimersByTimeAsync(60_000);

    now += 60;
    await minute();
    now += 60;
    await minute();
    expect(seen).toEqual([day, day + 60, day + 120]);

    await purging.stop();
    await minute();
    expect(seen).toHaveLength(3);
  });
});
