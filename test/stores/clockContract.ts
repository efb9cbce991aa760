import { describe, expect, it, onTestFinished } from 'vitest';
import { advanceBy, type ClockChange, startClock, stopClock } from '../../src/domain/Clock.js';
import type { Owner, PaymentIntent } from '../../src/domain/PaymentIntent.js';
import type { Store } from '../../src/domain/Store.js';
import { add, find, held, move, owner, within } from '../support/storedIntents.js';
import { keep } from './repliesContract.js';

const start = 1_700_000_000;
const other: Owner = { organization: 'acct_other', livemode: true };

/** What the clock of every store has to do. Opens two stores on one new database, whose machine has the given time. */
export function describeClock(name: string, open: (time: () => number) => Promise<readonly [Store, Store]>): void {
  const opened = async () => {
    const machine = { seconds: start };
    const [one, two] = await open(() => machine.seconds * 1000);
    onTestFinished(async () => {
      await one.close();
      await two.close();
    });
    return { machine, one, two };
  };
  const now = (store: Store) => store.transact(async ({ clock }) => clock.now);
  const change = (store: Store, to: ClockChange) => store.transact(({ clock }) => clock.move(to));
  const waiting = (id: string, expiresAt: number | null, more: Partial<PaymentIntent> = {}) =>
    held(id, { expiresAt, ...more });
  const expired = (intent: PaymentIntent): PaymentIntent => ({
    ...intent,
    status: 'canceled',
    canceledAt: intent.expiresAt,
    updatedAt: intent.expiresAt ?? 0,
    cancellationReason: 'expired',
    amountCapturable: 0,
  });

  describe(`${name}: the clock`, () => {
    it('goes with the machine, is moved for all who share the database, and stands where it is stopped', async () => {
      const { machine, one, two } = await opened();
      expect(await now(one)).toBe(start);
      machine.seconds += 10;
      expect(await now(two)).toBe(start + 10);

      await change(one, advanceBy(60_000));
      expect(await now(two)).toBe(start + 70);
      await change(two, stopClock);
      machine.seconds += 1_000;
      expect(await now(one)).toBe(start + 70);
      await change(one, advanceBy(5_000));
      await change(two, startClock);
      machine.seconds += 1;
      expect([await now(one), await now(two)]).toEqual([start + 76, start + 76]);
    });

    it('shows a transaction that moves it the new time, and is as it was when that fails', async () => {
      const { one, two } = await opened();
      const seen: number[] = [];
      const work = one.transact(async ({ clock }) => {
        await clock.move(advanceBy(60_000));
        seen.push(clock.now);
        throw new Error('broken');
      });
      await expect(work).rejects.toThrow('broken');
      expect(seen).toEqual([start + 60]);
      expect([await now(one), await now(two)]).toEqual([start, start]);
    });

    it('is unused until there is an intent or a reply, of any owner', async () => {
      const isUnused = (store: Store) => store.transact(({ clock }) => clock.isUnused());
      const { one, two } = await opened();
      expect(await isUnused(one)).toBe(true);
      await add(one, held('pi_1'), other);
      expect(await isUnused(two)).toBe(false);
      await within(one, (intents) => intents.clear());
      expect(await isUnused(two)).toBe(true);
      await keep(one, 'key-1');
      expect(await isUnused(two)).toBe(false);
    });

    it('adds up moves at the same time', async () => {
      const { one, two } = await opened();
      await Promise.all(Array.from({ length: 20 }, (_, index) => change(index % 2 ? one : two, advanceBy(1_000))));
      expect(await now(one)).toBe(start + 20);
    });
  });

  describe(`${name}: a hold`, () => {
    it('is released at its deadline, with any owner, and one without a deadline never', async () => {
      const { machine, one, two } = await opened();
      const owned = waiting('pi_owned', start + 60, { checkoutSession: 'cs_1' });
      await add(one, waiting('pi_1', start + 60));
      await add(one, owned);
      await add(one, waiting('pi_1', start + 60), other);
      await add(one, waiting('pi_for_ever', null));

      machine.seconds += 59;
      expect(await find(two, 'pi_1')).toEqual(waiting('pi_1', start + 60));
      machine.seconds += 1;
      expect(await find(two, 'pi_1')).toEqual(expired(waiting('pi_1', start + 60)));
      expect(await find(two, 'pi_1', other)).toEqual(expired(waiting('pi_1', start + 60)));
      expect(await find(two, 'pi_owned')).toEqual(expired(owned));
      expect(await find(two, 'pi_for_ever')).toEqual(waiting('pi_for_ever', null));
    });

    it('can not be moved after its deadline, not even a moment later', async () => {
      const { machine, one } = await opened();
      await add(one, waiting('pi_1', start + 60));
      machine.seconds += 60;
      expect(await move(one, 'pi_1')).toEqual({ kind: 'refused', intent: expired(waiting('pi_1', start + 60)) });
    });

    it('that ended before its deadline stays as it is', async () => {
      const { machine, one } = await opened();
      await add(one, waiting('pi_1', start + 60));
      const outcome = await move(one, 'pi_1');
      machine.seconds += 60;
      expect(outcome).toMatchObject({ kind: 'moved', intent: { cancellationReason: 'duplicate' } });
      expect(await find(one, 'pi_1')).toEqual(outcome.kind === 'moved' && outcome.intent);
    });

    it('has expired when the clock has been moved past its deadline, in the order of the deadlines', async () => {
      const { one, two } = await opened();
      const deadlines = [30, 10, 50, 20, 40].map((seconds) => start + seconds);
      for (const deadline of deadlines) await add(one, waiting(`pi_${deadline}`, deadline));

      await change(two, advanceBy(40_000));

      const intents = await within(one, (intents) => intents.list({ organization: 'acct_reference', livemode: false }));
      const canceled = intents.filter(({ status }) => status === 'canceled');
      expect(canceled.map(({ canceledAt }) => canceledAt)).toEqual([start + 10, start + 20, start + 30, start + 40]);
      expect(intents.filter(({ status }) => status === 'requires_capture')).toEqual([
        waiting(`pi_${start + 50}`, start + 50),
      ]);
    });

    it('has expired for a transaction in whose time its deadline lies, also when that came as the transaction began', async () => {
      let seconds = start;
      let pace = 0;
      const [one, two] = await open(() => {
        seconds += pace;
        return seconds * 1000;
      });
      onTestFinished(async () => {
        await one.close();
        await two.close();
      });
      for (let after = 1; after <= 20; after += 1) await add(one, waiting(`pi_${after}`, start + after));
      // Each time that it is read it is a second later.
      pace = 1;

      for (const store of [one, two, one, two]) {
        const [now, intents] = await store.transact(
          async ({ clock, intents }) => [clock.now, await intents.list(owner)] as const,
        );
        const overdue = intents.filter(
          ({ status, expiresAt }) => status === 'requires_capture' && (expiresAt ?? 0) <= now,
        );
        expect(overdue, `at ${now}`).toEqual([]);
      }
    });

    it('moves once, even if many try to move it at its deadline', async () => {
      const { machine, one, two } = await opened();
      const ids = Array.from({ length: 30 }, (_, index) => `pi_${index}`);
      for (const id of ids) await add(one, waiting(id, start + 60));
      machine.seconds += 60;

      const outcomes = await Promise.all(
        ids.flatMap((id) => [move(one, id), move(two, id), change(one, advanceBy(1_000)), change(two, stopClock)]),
      );

      expect(outcomes.filter((outcome) => outcome?.kind === 'refused')).toHaveLength(60);
      for (const id of ids) expect(await find(two, id)).toEqual(expired(waiting(id, start + 60)));
    });
  });
}
