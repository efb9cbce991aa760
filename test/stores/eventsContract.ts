import { describe, expect, it, onTestFinished } from 'vitest';
import type { Deliveries, Delivery, Lease } from '../../src/domain/Deliveries.js';
import type { EventKind } from '../../src/domain/Event.js';
import type { Owner } from '../../src/domain/PaymentIntent.js';
import type { EventQuery, Store } from '../../src/domain/Store.js';
import { held, move, owner, release, within } from '../support/storedIntents.js';

const strangers: readonly Owner[] = [
  { organization: 'acct_other', livemode: false },
  { organization: 'acct_reference', livemode: true },
];

/** Unix seconds of the machine that stores are opened with. */
const now = 1_700_000_050;
const cause = { requestId: 'req_1', idempotencyKey: 'key-1' };
const kinds = ['charge.succeeded', 'intent.held'] as const satisfies readonly EventKind[];
const everything = { limit: 100 } as const;

const lease = (holder: string, at = 0, length = 1_000): Lease => ({ holder, now: at, until: at + length });

function add(store: Store, id: string, events: readonly EventKind[], createdAt = now, by = owner): Promise<boolean> {
  return store.transact(({ intents }) => intents.add(by, held(id, { createdAt, updatedAt: createdAt }), events), cause);
}

function page(store: Store, query: EventQuery = everything, by = owner) {
  return store.transact(async ({ events }) => events.page(by, query));
}

/** What has happened, the newest first, as `intent kind`. */
async function told(store: Store, query: EventQuery = everything, by = owner): Promise<string[]> {
  const { events } = await page(store, query, by);
  return events.map(({ subject, kind }) => `${'intent' in subject ? subject.intent.id : subject.session.id} ${kind}`);
}

function deliver<Result>(store: Store, work: (deliveries: Deliveries) => Promise<Result>): Promise<Result> {
  return store.transact(({ deliveries }) => work(deliveries));
}

function register(store: Store, id = 'we_1', wanted: readonly EventKind[] | null = null, by = owner): Promise<void> {
  return deliver(store, (deliveries) =>
    deliveries.register({ owner: by, id, url: 'http://127.0.0.1/', kinds: wanted }),
  );
}

function first(store: Store, by: Lease, limit = 10, except: readonly string[] = [], whose = owner, id = 'we_1') {
  return deliver(store, (deliveries) => deliveries.claimFirst(whose, id, by, limit, except));
}

function further(store: Store, by: Lease, limit = 10) {
  return deliver(store, (deliveries) => deliveries.claimFurther(owner, 'we_1', by, limit));
}

const kindsOf = (deliveries: readonly Delivery[]) => deliveries.map(({ event }) => event.kind);

/** What every store has to do with events and their deliveries. Opens one whose machine's time stands still. */
export function describeEvents(name: string, open: (time: () => number) => Promise<Store>): void {
  const opened = async () => {
    const machine = { seconds: now };
    const store = await open(() => machine.seconds * 1000);
    onTestFinished(() => store.close());
    return { store, machine };
  };
  /** A store with an endpoint and two events that wait for it. */
  const waiting = async () => {
    const { store, machine } = await opened();
    await register(store);
    await add(store, 'pi_1', kinds);
    return { store, machine };
  };

  describe(`${name}: an event`, () => {
    it('is written with what has happened, and shows it as it was then', async () => {
      const { store } = await opened();
      await add(store, 'pi_1', kinds);
      await move(store, 'pi_1');
      const { events, hasMore } = await page(store);
      const [canceled, ...made] = events;
      expect(hasMore).toBe(false);
      const before = { intent: held('pi_1', { createdAt: now, updatedAt: now }) };
      const shown = { createdAt: now, subject: before, cause, pending: 0, id: expect.stringMatching(/^evt_/) };
      expect(made).toEqual(kinds.toReversed().map((kind) => ({ ...shown, kind })));
      expect(canceled).toMatchObject({
        kind: 'intent.canceled',
        createdAt: release.changes.updatedAt,
        subject: { intent: { status: 'canceled', amountCapturable: 0 } },
        cause: null,
      });
    });

    it('is undone with what has happened', async () => {
      const { store } = await waiting();
      const work = within(store, async (intents) => {
        await intents.add(owner, held('pi_2'), kinds);
        await intents.transition(owner, 'pi_1', release);
        throw new Error('broken');
      });
      await expect(work).rejects.toThrow('broken');
      expect(await told(store)).toEqual(['pi_1 intent.held', 'pi_1 charge.succeeded']);
      expect(kindsOf(await first(store, lease('one')))).toEqual(kinds);
    });

    it('is not written for what is there already, is refused or misses', async () => {
      const { store } = await opened();
      await add(store, 'pi_1', []);
      await move(store, 'pi_1');
      const before = await told(store);
      expect(await add(store, 'pi_1', kinds)).toBe(false);
      expect(await move(store, 'pi_1')).toMatchObject({ kind: 'refused' });
      expect(await move(store, 'pi_2')).toEqual({ kind: 'missing' });
      await within(store, (intents) => intents.change(owner, 'pi_1', async () => ({ refusal: 'no' })));
      expect(before).toEqual(['pi_1 intent.canceled']);
      expect(await told(store)).toEqual(before);
    });

    it('is written once, however many move an intent at once', async () => {
      const { store } = await opened();
      await add(store, 'pi_1', []);
      await Promise.all(Array.from({ length: 50 }, () => move(store, 'pi_1')));
      expect(await told(store)).toEqual(['pi_1 intent.canceled']);
    });

    it('is found by its owner alone', async () => {
      const { store } = await waiting();
      const [event] = (await page(store)).events;
      const find = (by: Owner, id = event?.id ?? '') => store.transact(({ events }) => events.find(by, id));
      expect(await find(owner)).toEqual(event);
      for (const id of ['', 'evt_%', "' or 1=1 --", `${event?.id}\0`]) expect(await find(owner, id)).toBeUndefined();
      for (const stranger of strangers) {
        expect(await find(stranger)).toBeUndefined();
        expect(await told(store, everything, stranger)).toEqual([]);
        expect(await first(store, lease('one'), 10, [], stranger)).toEqual([]);
      }
    });
  });

  describe(`${name}: a page of events`, () => {
    it('goes on behind an event and back to those before one, in the order in which they happened', async () => {
      const { store } = await opened();
      for (const [index, at] of [now, now, now + 1, now + 1, now + 9].entries()) {
        await add(store, `pi_${index}`, kinds, at);
      }
      const { events } = await page(store);
      expect(events.map(({ subject }) => ('intent' in subject ? subject.intent.id : ''))).toEqual(
        [4, 4, 3, 3, 2, 2, 1, 1, 0, 0].map((index) => `pi_${index}`),
      );
      for (const [index, { id }] of events.entries()) {
        const older = events.slice(index + 1);
        const newer = events.slice(0, index);
        const after = { events: older.slice(0, 3), hasMore: older.length > 3 };
        expect(await page(store, { limit: 3, after: id })).toEqual(after);
        expect(await page(store, { limit: 3, before: id })).toEqual({
          events: newer.slice(-3),
          hasMore: newer.length > 3,
        });
      }
      for (const cursor of ['evt_none', 'evt\0']) {
        expect(await page(store, { limit: 3, after: cursor })).toEqual({ events: [], hasMore: false });
      }
    });

    it('has only what is asked for', async () => {
      const { store } = await opened();
      await add(store, 'pi_1', ['intent.created'], now);
      await register(store);
      await add(store, 'pi_2', kinds, now + 1);
      const all = ['pi_2 intent.held', 'pi_2 charge.succeeded', 'pi_1 intent.created'];
      expect(await told(store, { limit: 10, kinds: ['intent.created', 'intent.held'] })).toEqual([all[0], all[2]]);
      expect(await told(store, { limit: 10, kinds: [] })).toEqual([]);
      expect(await told(store, { limit: 10, since: now + 1 })).toEqual(all.slice(0, 2));
      expect(await told(store, { limit: 10, until: now })).toEqual(all.slice(2));
      expect(await told(store, { limit: 10, delivered: false })).toEqual(all.slice(0, 2));
      expect(await told(store, { limit: 10, delivered: true })).toEqual(all.slice(2));
    });
  });

  describe(`${name}: a purge of events`, () => {
    it('leaves what waits and what is not old, and no more goes at once than was said', async () => {
      const { store } = await opened();
      for (let index = 0; index < 5; index += 1) await add(store, `pi_old_${index}`, ['intent.created'], now - 10);
      await register(store);
      await add(store, 'pi_waiting', ['intent.created'], now - 10);
      await add(store, 'pi_new', ['intent.created'], now);
      const purge = () => store.transact(({ events }) => events.purge(now, 3));
      expect([await purge(), await purge(), await purge()]).toEqual([3, 2, 0]);
      expect(await told(store)).toEqual(['pi_new intent.created', 'pi_waiting intent.created']);

      for (const delivery of await first(store, lease('one'))) {
        await deliver(store, (deliveries) => deliveries.conclude(delivery, { kind: 'delivered' }));
      }
      expect(await purge()).toBe(1);
      expect(await told(store)).toEqual(['pi_new intent.created']);
    });
  });

  describe(`${name}: a delivery`, () => {
    it('is of the kinds that an endpoint wants, of what happens once it is there', async () => {
      const { store } = await opened();
      await add(store, 'pi_0', kinds);
      await register(store, 'we_1', ['intent.held', 'intent.canceled']);
      await register(store, 'we_2');
      await register(store, 'we_1', null, strangers[0]);
      await add(store, 'pi_1', kinds);
      expect(kindsOf(await first(store, lease('one')))).toEqual(['intent.held']);
      expect(kindsOf(await first(store, lease('one'), 10, [], owner, 'we_2'))).toEqual(kinds);
      expect(await first(store, lease('one'), 10, [], strangers[0])).toEqual([]);
      const [held, charged] = (await page(store)).events;
      expect([held?.pending, charged?.pending]).toEqual([2, 1]);
    });

    it('is made in the order of the events, and what is under way is not given twice', async () => {
      const { store } = await waiting();
      const [one] = await first(store, lease('one'), 1);
      expect(one).toMatchObject({ endpoint: 'we_1', owner, attempts: 0, event: { kind: 'charge.succeeded' } });
      const rest = await first(store, lease('one'), 10, [one?.event.id ?? '']);
      expect(kindsOf(rest)).toEqual(['intent.held']);
    });

    it('belongs to one holder until that gives it back or its lease is over', async () => {
      const { store } = await waiting();
      expect(await first(store, lease('one'))).toHaveLength(2);
      expect(await first(store, lease('two', 999))).toEqual([]);
      await deliver(store, (deliveries) => deliveries.renew(lease('one', 900)));
      expect(await first(store, lease('two', 1_500))).toEqual([]);
      expect(await first(store, lease('two', 1_901))).toHaveLength(2);
      expect(await first(store, lease('one', 2_000))).toEqual([]);
      await deliver(store, (deliveries) => deliveries.release('two'));
      expect(await first(store, lease('one', 2_000))).toHaveLength(2);
    });

    it('that failed is due again at its time, to one holder, and holds up nothing', async () => {
      const { store, machine } = await waiting();
      const [failing] = await first(store, lease('one'), 1);
      if (!failing) throw new Error('nothing is due');
      await deliver(store, (deliveries) => deliveries.conclude(failing, { kind: 'failed', again: now + 60 }));
      expect(kindsOf(await first(store, lease('one')))).toEqual(['intent.held']);
      expect(await further(store, lease('one'))).toEqual([]);

      machine.seconds += 60;
      const [again] = await further(store, lease('one'));
      expect(again).toMatchObject({ attempts: 1, event: { id: failing.event.id } });
      expect(await further(store, lease('two', 999))).toEqual([]);
      const [taken] = await further(store, lease('two', 1_001));
      expect(taken?.event.id).toBe(failing.event.id);
      await deliver(store, (deliveries) => deliveries.release('two'));
      expect(await further(store, lease('one', 1_002))).toHaveLength(1);
    });

    it('is over when it was delivered or given up, and until then its event waits', async () => {
      const { store } = await waiting();
      const [delivered, lost] = await first(store, lease('one'));
      if (!delivered || !lost) throw new Error('too little is due');
      await deliver(store, (deliveries) => deliveries.conclude(delivered, { kind: 'delivered' }));
      await deliver(store, (deliveries) => deliveries.conclude(lost, { kind: 'given_up' }));
      expect(await first(store, lease('one'))).toEqual([]);
      expect((await page(store)).events.map(({ kind, pending }) => [kind, pending])).toEqual([
        ['intent.held', 1],
        ['charge.succeeded', 0],
      ]);
      expect(await told(store, { limit: 10, delivered: false })).toEqual(['pi_1 intent.held']);
      expect(await told(store, { limit: 10, delivered: true })).toEqual(['pi_1 charge.succeeded']);
    });

    it('that was postponed counts as no attempt', async () => {
      const { store, machine } = await waiting();
      const [delivery] = await first(store, lease('one'), 1);
      if (!delivery) throw new Error('nothing is due');
      await deliver(store, (deliveries) => deliveries.conclude(delivery, { kind: 'postponed', until: now + 5 }));
      const next = () => deliver(store, (deliveries) => deliveries.nextDue([{ owner, id: 'we_1' }], now));
      expect(await next()).toBe(now + 5);
      machine.seconds += 5;
      const [again] = await first(store, lease('one'), 1);
      expect(again).toMatchObject({ attempts: 0, event: { id: delivery.event.id } });
    });

    it('is made again when that is asked for, with the same event', async () => {
      const { store } = await waiting();
      const due = await first(store, lease('one'));
      for (const delivery of due) {
        await deliver(store, (deliveries) => deliveries.conclude(delivery, { kind: 'delivered' }));
      }
      const { event } = due[0] as Delivery;
      const redeliver = (by: Owner) => deliver(store, (deliveries) => deliveries.redeliver(by, event.id, event.kind));
      for (const stranger of strangers) expect(await redeliver(stranger)).toBe(0);
      expect(await further(store, lease('one'))).toEqual([]);
      expect(await redeliver(owner)).toBe(1);
      expect((await further(store, lease('one'))).map(({ event: { id } }) => id)).toEqual([event.id]);
    });

    it('ends with its endpoint, which stays when it is only disabled', async () => {
      const { store } = await waiting();
      const end = (by: Owner, how: 'removed' | 'disabled') =>
        deliver(store, (deliveries) => deliveries.end(by, 'we_1', how));
      const endpoints = () => deliver(store, (deliveries) => deliveries.endpoints(owner));
      for (const stranger of strangers) expect(await end(stranger, 'removed')).toBe(false);
      expect(await first(store, lease('one'), 1)).toHaveLength(1);

      expect(await end(owner, 'disabled')).toBe(true);
      expect(await first(store, lease('one'))).toEqual([]);
      await add(store, 'pi_2', kinds);
      expect(await endpoints()).toEqual([{ id: 'we_1', owner, url: 'http://127.0.0.1/', kinds: null, enabled: false }]);
      expect(await deliver(store, (deliveries) => deliveries.nextDue([{ owner, id: 'we_1' }], 0))).toBeNull();

      await register(store, 'we_1', ['intent.canceled']);
      expect(await endpoints()).toMatchObject([{ kinds: ['intent.canceled'], enabled: true }]);
      await move(store, 'pi_2');
      expect(await end(owner, 'removed')).toBe(true);
      expect(await endpoints()).toEqual([]);
      expect(await end(owner, 'removed')).toBe(false);
    });

    it('is announced by the commit, until its listener leaves', async () => {
      const { store } = await opened();
      await add(store, 'pi_0', kinds);
      const listening = new AbortController();
      let announced = 0;
      store.onDue(() => {
        announced += 1;
      }, listening.signal);
      await add(store, 'pi_unheard', kinds);
      expect(announced).toBe(0);
      await register(store);
      await add(store, 'pi_1', kinds);
      expect(announced).toBeGreaterThan(0);
      const before = announced;
      listening.abort();
      await add(store, 'pi_2', kinds);
      expect(announced).toBe(before);
    });
  });
}
