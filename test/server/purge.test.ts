import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Store } from '../../src/domain/Store.js';
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
  it('removes those of 24 hours and no others', async () => {
    const reference = await startReference('stripe');
    await cancelMany(reference, 3);
    reference.now += 1;
    const request = { id: (await arrange(reference, { status: 'requires_capture' })).id, key: newKey() };
    const first = await sendKeyed(reference, request);

    reference.now += day - 2;
    expect(await purgeAnswers(reference.store)).toBe(0);
    reference.now += 1;
    expect(await purgeAnswers(reference.store)).toBe(3);
    expect(await purgeAnswers(reference.store)).toBe(0);
    expectReplayed(await sendKeyed(reference, request), first);
  });

  it('is done in parts, and requests are answered between them', async () => {
    const reference = await startReference('stripe');
    const { store } = reference;
    await store.transact(async ({ replies }) => {
      for (let index = 0; index < 250; index += 1) {
        const answer = { path: '', fingerprint: '', status: 200, body: '{}', requestId: '', createdAt: 0 };
        await replies.keep({ organization: 'acct_reference', livemode: false }, `old-${index}`, answer);
      }
    });

    let between = 0;
    const transact: Store['transact'] = async (work) => {
      const result = await store.transact(work);
      await cancelMany(reference, 1);
      between += 1;
      return result;
    };
    expect(await purgeAnswers({ ...store, transact })).toBe(250);
    expect(between).toBe(3);
  });

  it('is not waited for: a key that has expired is free before it is removed', async () => {
    const reference = await startReference('stripe');
    const [first, second] = [
      await arrange(reference, { status: 'requires_capture' }),
      await arrange(reference, { status: 'requires_capture' }),
    ];
    const key = newKey();
    await sendKeyed(reference, { id: first.id, key });
    reference.now += day + 1;

    const answer = await sendKeyed(reference, { id: second.id, key });
    expectExecuted(answer, key);
    expect(await purgeAnswers(reference.store)).toBe(0);
    expectReplayed(await sendKeyed(reference, { id: second.id, key }), answer);
  });
});

describe('purging', () => {
  it('is repeated every minute until it is stopped, also after an error', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const seen: number[] = [];
    let minutes = 0;
    const purging = startPurging({
      log: pino({ level: 'silent' }),
      store: {
        stopWaiting: () => undefined,
        onDue: () => undefined,
        close: async () => undefined,
        async transact() {
          seen.push(minutes);
          throw new Error('unavailable');
        },
      },
    });
    const minute = () => vi.advanceTimersByTimeAsync(60_000);

    minutes += 1;
    await minute();
    minutes += 1;
    await minute();
    expect(seen).toEqual([0, 1, 2]);

    await purging.stop();
    await minute();
    expect(seen).toHaveLength(3);
  });
});
