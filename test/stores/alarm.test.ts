import Database from 'libsql';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startClock, stopClock } from '../../src/domain/Clock.js';
import { createAlarm } from '../../src/stores/alarm.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { add, find, held } from '../support/storedIntents.js';
import { temporaryDirectory } from '../support/temporaryDirectory.js';

describe('an alarm', () => {
  function setUp() {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const start = Date.now();
    const rung: number[] = [];
    const alarm = createAlarm(Date.now, () => rung.push(Date.now() - start));
    return { alarm, start, rung };
  }

  it('rings at the earliest of its moments, once', () => {
    const { alarm, start, rung } = setUp();
    alarm.set(start + 500);
    alarm.set(start + 200);
    alarm.set(start + 300);
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual([200]);
    alarm.set(start + 1_500);
    vi.advanceTimersByTime(1_000);
    expect(rung).toEqual([200, 1_500]);
  });

  it('has no timer while there is nothing to wait for', () => {
    const { alarm, start } = setUp();
    expect(vi.getTimerCount()).toBe(0);
    alarm.set(start + 500);
    alarm.set(start + 100);
    expect(vi.getTimerCount()).toBe(1);
    alarm.stop();
    alarm.set(start + 50);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rings too early when its moment is further away than a timer can wait', () => {
    const { alarm, start, rung } = setUp();
    alarm.set(start + 2 ** 40);
    vi.advanceTimersByTime(2 ** 31);
    expect(rung).toEqual([2 ** 31 - 1]);
  });
});

describe('a store without requests', () => {
  it('has one timer, for the next deadline, and none while no hold waits or the time stands still', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const store = await openEmbeddedStore(':memory:');
    const now = Math.floor(Date.now() / 1000);

    await add(store, held('pi_for_ever', { expiresAt: null }));
    expect(vi.getTimerCount()).toBe(0);
    await store.transact(({ clock }) => clock.move(stopClock));
    await add(store, held('pi_stopped', { expiresAt: now + 400 }));
    expect(vi.getTimerCount()).toBe(0);
    await store.transact(({ clock }) => clock.move(startClock));
    expect(vi.getTimerCount()).toBe(1);
    await add(store, held('pi_sooner', { expiresAt: now + 300 }));
    await find(store, 'pi_sooner');
    expect(vi.getTimerCount()).toBe(1);
    await store.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('releases a hold at its deadline', async () => {
    const path = `${temporaryDirectory()}/intents.db`;
    const store = await openEmbeddedStore(path);
    onTestFinished(() => store.close());
    const deadline = Math.floor(Date.now() / 1000) + 1;
    await add(store, held('pi_1', { expiresAt: deadline }));
    const reader = new Database(path);
    onTestFinished(() => void reader.close());
    const select = reader.prepare('select status, canceled_at from payment_intents');

    await expect
      .poll(() => select.get(), { timeout: 5_000 })
      .toMatchObject({ status: 'canceled', canceled_at: deadline });
  });
});
