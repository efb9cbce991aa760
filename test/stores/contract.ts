import { describe, expect, it, onTestFinished } from 'vitest';
import type { Owner, PaymentIntent } from '../../src/domain/PaymentIntent.js';
import type { Store } from '../../src/domain/Store.js';
import type { Transition } from '../../src/domain/transition.js';
import { add, find, held, move, owner, release, within } from '../support/storedIntents.js';

const strangers: readonly Owner[] = [
  { organization: 'acct_other', livemode: false },
  { organization: 'acct_reference', livemode: true },
];

/** What every store has to do, whatever it keeps intents in. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  const opened = async () => {
    const store = await open();
    onTestFinished(() => store.close());
    return store;
  };
  const storeWith = async (...intents: readonly PaymentIntent[]) => {
    const store = await opened();
    for (const intent of intents) await add(store, intent);
    return store;
  };

  describe(`${name}: an intent`, () => {
    it('comes back as it was stored', async () => {
      const intent = held('pi_1', {
        status: 'canceled',
        amountCapturable: 1,
        amountReceived: 99_999_999,
        canceledAt: 4_102_444_800,
        cancellationReason: 'fraudulent',
        nextAction: { type: 'use_stripe_sdk' },
        processing: { type: 'card' },
        checkoutSession: 'cs_1',
        cancelableWhileProcessing: true,
      });
      const store = await storeWith(intent, held('pi_2'));
      expect(await find(store, 'pi_1')).toEqual(intent);
      expect(await find(store, 'pi_2')).toEqual(held('pi_2'));
    });

    it('is added once: a second of the same id changes nothing', async () => {
      const store = await storeWith(held('pi_1'));
      expect(await add(store, held('pi_1', { status: 'succeeded', details: {} }))).toBe(false);
      expect(await find(store, 'pi_1')).toEqual(held('pi_1'));
    });

    it('is seen and moved by its owner only, in the mode it was made in', async () => {
      const store = await storeWith(held('pi_1'));
      for (const stranger of strangers) {
        expect(await find(store, 'pi_1', stranger)).toBeUndefined();
        expect(await move(store, 'pi_1', stranger)).toEqual({ kind: 'missing' });
      }
      expect(await find(store, 'pi_1')).toEqual(held('pi_1'));
    });

    it('shares its id with those of others, and nothing else', async () => {
      const store = await storeWith(held('pi_1'));
      for (const stranger of strangers) expect(await add(store, held('pi_1'), stranger)).toBe(true);
      expect(await move(store, 'pi_1')).toMatchObject({ kind: 'moved' });
      for (const stranger of strangers) expect(await find(store, 'pi_1', stranger)).toEqual(held('pi_1'));
    });

    it.each(['', "' or 1=1 --", 'pi_%', 'PI_1', 'pi_1 ', 'pi_1\0'])('is not found by the id %j', async (id) => {
      expect(await find(await storeWith(held('pi_1')), id)).toBeUndefined();
    });
  });

  describe(`${name}: a transition`, () => {
    it('sets what it changes and leaves the rest', async () => {
      const store = await storeWith(
        held('pi_1', { amountReceived: 500, nextAction: { type: 'x' }, processing: { type: 'card' } }),
      );
      const moved = held('pi_1', { amountReceived: 500, ...release.changes });
      expect(await move(store, 'pi_1')).toEqual({ kind: 'moved', intent: moved });
      expect(await find(store, 'pi_1')).toEqual(moved);

      const changes = { status: 'processing', processing: { type: 'pix' }, nextAction: { type: 'y' } } as const;
      await move(store, 'pi_1', owner, { from: ['canceled'], fromWhenOwnedByCheckout: [], changes, events: [] });
      expect(await find(store, 'pi_1')).toEqual({ ...moved, ...changes });
    });

    it('changes nothing from a status that it may not start from, and says what it found', async () => {
      const succeeded = held('pi_1', { status: 'succeeded', amountCapturable: 0, amountReceived: 2000 });
      const store = await storeWith(succeeded);
      expect(await move(store, 'pi_1')).toEqual({ kind: 'refused', intent: succeeded });
      expect(await find(store, 'pi_1')).toEqual(succeeded);
    });

    it('of an unknown intent misses', async () => {
      expect(await move(await opened(), 'pi_1')).toEqual({ kind: 'missing' });
    });

    it('is one step: exactly one of a hundred at once moves the intent', async () => {
      const store = await storeWith(held('pi_1'));
      const outcomes = await Promise.all(Array.from({ length: 100 }, () => move(store, 'pi_1')));
      expect(outcomes.filter(({ kind }) => kind === 'moved')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'refused')).toHaveLength(99);
    });

    it('that captures the hold adds what is held to what was received', async () => {
      const store = await storeWith(held('pi_1', { amountCapturable: 1_500, amountReceived: 500 }));
      const captureAll: Transition = {
        ...release,
        captures: 'hold',
        changes: { status: 'succeeded', amountCapturable: 0 },
      };
      const moved = held('pi_1', { status: 'succeeded', amountCapturable: 0, amountReceived: 2_000 });
      expect(await move(store, 'pi_1', owner, captureAll)).toEqual({ kind: 'moved', intent: moved });
      expect(await move(store, 'pi_1', owner, captureAll)).toEqual({ kind: 'refused', intent: moved });
      expect(await find(store, 'pi_1')).toEqual(moved);
    });

    it('that captures a part adds that part, if so much is held', async () => {
      const before = held('pi_1', { amountCapturable: 1_500, amountReceived: 500 });
      const store = await storeWith(before);
      const capturePart = (captures: number) =>
        move(store, 'pi_1', owner, {
          ...release,
          captures,
          changes: { status: 'succeeded', amountCapturable: 0 },
        });
      for (const tooMuch of [1_501, 99_999_999, Number.MAX_SAFE_INTEGER]) {
        expect(await capturePart(tooMuch)).toEqual({ kind: 'refused', intent: before });
      }
      expect(await find(store, 'pi_1')).toEqual(before);

      const moved = held('pi_1', { status: 'succeeded', amountCapturable: 0, amountReceived: 800 });
      expect(await capturePart(300)).toEqual({ kind: 'moved', intent: moved });
      expect(await capturePart(1)).toEqual({ kind: 'refused', intent: moved });
      expect(await find(store, 'pi_1')).toEqual(moved);
    });

    it('that captures a part is one step: exactly one of twenty at once is captured', async () => {
      const store = await storeWith(held('pi_1'));
      const parts = Array.from({ length: 20 }, (_, index) => 100 * (index + 1));
      const outcomes = await Promise.all(
        parts.map((captures) =>
          move(store, 'pi_1', owner, { ...release, captures, changes: { status: 'succeeded', amountCapturable: 0 } }),
        ),
      );
      const [moved, ...others] = outcomes.filter(({ kind }) => kind === 'moved');
      expect(others).toEqual([]);
      expect(moved).toMatchObject({ intent: await find(store, 'pi_1') });
    });

    it('moves a payment in processing only while it can be recalled', async () => {
      const processing = { status: 'processing', amountCapturable: 0 } as const;
      const store = await storeWith(
        held('pi_late', { ...processing, cancelableWhileProcessing: false }),
        held('pi_early', { ...processing, cancelableWhileProcessing: true }),
      );
      expect(await move(store, 'pi_late')).toMatchObject({ kind: 'refused', intent: { status: 'processing' } });
      expect(await move(store, 'pi_early')).toMatchObject({ kind: 'moved', intent: { status: 'canceled' } });
    });

    it('of an intent that a Checkout Session owns has its own statuses to start from', async () => {
      const store = await storeWith(
        held('pi_held', { checkoutSession: 'cs_1' }),
        held('pi_running', { checkoutSession: 'cs_1', status: 'processing', cancelableWhileProcessing: true }),
      );
      expect(await move(store, 'pi_held')).toMatchObject({ kind: 'moved', intent: { checkoutSession: 'cs_1' } });
      expect(await move(store, 'pi_running')).toMatchObject({ kind: 'refused' });

      const onlyInCheckout = { ...release, from: [], fromWhenOwnedByCheckout: release.from };
      await add(store, held('pi_free'));
      expect(await move(store, 'pi_free', owner, onlyInCheckout)).toMatchObject({ kind: 'refused' });
      expect(await move(store, 'pi_running', owner, onlyInCheckout)).toMatchObject({ kind: 'moved' });
    });
  });

  describe(`${name}: work`, () => {
    it('sees what it has done itself', async () => {
      const store = await opened();
      const seen = await within(store, async (intents) => {
        await intents.add(owner, held('pi_1'));
        await intents.transition(owner, 'pi_1', release);
        return intents.find(owner, 'pi_1');
      });
      expect(seen?.status).toBe('canceled');
    });

    it('that throws is undone as a whole, and no other work at the same moment is', async () => {
      const store = await storeWith(held('pi_1'));
      const broken = new Error('broken');
      const outcomes = await Promise.allSettled([
        add(store, held('pi_before')),
        within(store, async (intents) => {
          await intents.add(owner, held('pi_undone'));
          await intents.transition(owner, 'pi_1', release);
          throw broken;
        }),
        add(store, held('pi_after')),
      ]);
      expect(outcomes).toEqual([
        { status: 'fulfilled', value: true },
        { status: 'rejected', reason: broken },
        { status: 'fulfilled', value: true },
      ]);
      expect(await find(store, 'pi_before')).toEqual(held('pi_before'));
      expect(await find(store, 'pi_undone')).toBeUndefined();
      expect(await find(store, 'pi_1')).toEqual(held('pi_1'));
      expect(await find(store, 'pi_after')).toEqual(held('pi_after'));
    });

    it('that is queued when the store is closed is still done', async () => {
      const store = await opened();
      const queued = Array.from({ length: 100 }, (_, index) => add(store, held(`pi_${index}`)));
      await store.close();
      expect(await Promise.all(queued)).toEqual(queued.map(() => true));
    });

    it('is refused by a store that is closed', async () => {
      const store = await opened();
      const closing = store.close();
      await expect(find(store, 'pi_1')).rejects.toThrow('the store is closed');
      await closing;
      await expect(find(store, 'pi_1')).rejects.toThrow('the store is closed');
      await store.close();
    });
  });
}
