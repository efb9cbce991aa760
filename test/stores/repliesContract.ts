import { describe, expect, it, onTestFinished } from 'vitest';
import type { Owner } from '../../src/domain/PaymentIntent.js';
import type { Claim, Store } from '../../src/domain/Store.js';
import type { StoredReply } from '../../src/domain/StoredReply.js';
import { find, held, owner, release } from '../support/storedIntents.js';

const strangers: readonly Owner[] = [
  { organization: 'acct_other', livemode: false },
  { organization: 'acct_reference', livemode: true },
];

export function storedReply(more: Partial<StoredReply> = {}): StoredReply {
  return {
    path: '/v1/payment_intents/pi_1/cancel',
    fingerprint: 'digest',
    status: 200,
    body: '{"id":"pi_1","metadata":{"order":"Nº 6735"}}',
    requestId: 'req_1',
    createdAt: 1_700_000_000,
    ...more,
  };
}

export function claim(store: Store, key: string, by = owner, since = 0): Promise<Claim> {
  return store.transact(({ replies }) => replies.claim(by, key, since));
}

/** Takes a free key and keeps a reply under it, as a request does that is executed. */
export function keep(store: Store, key: string, reply = storedReply(), by = owner, since = 0): Promise<Claim['kind']> {
  return store.transact(async ({ replies }) => {
    const { kind } = await replies.claim(by, key, since);
    if (kind === 'free') await replies.keep(by, key, reply);
    return kind;
  });
}

/** What every store has to do with the replies to requests that have an idempotency key. */
export function describeReplies(name: string, open: () => Promise<Store>): void {
  const opened = async () => {
    const store = await open();
    onTestFinished(() => store.close());
    return store;
  };

  describe(`${name}: an idempotency key`, () => {
    it('is free until a reply is kept under it, which comes back as it was', async () => {
      const store = await opened();
      expect(await claim(store, 'key-1')).toEqual({ kind: 'free' });
      expect(await keep(store, 'key-1')).toBe('free');
      expect(await claim(store, 'key-1')).toEqual({ kind: 'used', reply: storedReply() });
      expect(await keep(store, 'key-1', storedReply({ status: 400 }))).toBe('used');
      expect(await claim(store, 'key-1')).toEqual({ kind: 'used', reply: storedReply() });
    });

    it.each(['KEY-1', 'key-1 ', 'ключ', "' or 1=1 --", 'k'.repeat(255)])('is not the key %j', async (key) => {
      const store = await opened();
      await keep(store, 'key-1');
      expect(await keep(store, key, storedReply({ requestId: 'req_2' }))).toBe('free');
      expect(await claim(store, key)).toMatchObject({ kind: 'used', reply: { requestId: 'req_2' } });
    });

    it('belongs to its owner, in one mode', async () => {
      const store = await opened();
      await keep(store, 'key-1');
      for (const stranger of strangers) {
        expect(await keep(store, 'key-1', storedReply({ requestId: 'req_other' }), stranger)).toBe('free');
      }
      expect(await claim(store, 'key-1')).toMatchObject({ kind: 'used', reply: { requestId: 'req_1' } });
    });

    it('is free again when its reply is older than is asked for', async () => {
      const store = await opened();
      const { createdAt } = storedReply();
      await keep(store, 'key-1');
      expect(await claim(store, 'key-1', owner, createdAt)).toMatchObject({ kind: 'used' });

      const later = storedReply({ requestId: 'req_2', createdAt: createdAt + 86_401 });
      expect(await keep(store, 'key-1', later, owner, createdAt + 1)).toBe('free');
      expect(await claim(store, 'key-1', owner, createdAt + 1)).toEqual({ kind: 'used', reply: later });
    });

    it('is as free as before when the work that used it throws, and the intent as it was', async () => {
      const store = await opened();
      await store.transact(({ intents }) => intents.add(owner, held('pi_1')));
      const work = store.transact(async ({ intents, replies }) => {
        await replies.claim(owner, 'key-1', 0);
        await intents.transition(owner, 'pi_1', release);
        await replies.keep(owner, 'key-1', storedReply());
        throw new Error('broken');
      });
      await expect(work).rejects.toThrow('broken');
      expect(await claim(store, 'key-1')).toEqual({ kind: 'free' });
      expect(await find(store, 'pi_1')).toEqual(held('pi_1'));
    });

    it('can not be used twice, not even by work that forgets to ask', async () => {
      const store = await opened();
      await keep(store, 'key-1');
      await expect(store.transact(({ replies }) => replies.keep(owner, 'key-1', storedReply()))).rejects.toThrow();
      expect(await claim(store, 'key-1')).toEqual({ kind: 'used', reply: storedReply() });
    });

    it('is used by one of fifty at once', async () => {
      const store = await opened();
      const kinds = await Promise.all(
        Array.from({ length: 50 }, (_, index) => keep(store, 'key-1', storedReply({ requestId: `req_${index}` }))),
      );
      expect(kinds.filter((kind) => kind === 'free')).toHaveLength(1);
      const winner = `req_${kinds.indexOf('free')}`;
      expect(await claim(store, 'key-1')).toMatchObject({ kind: 'used', reply: { requestId: winner } });
    });
  });

  describe(`${name}: a purge`, () => {
    it('removes what is older than asked for, so many at a time, and nothing else', async () => {
      const store = await opened();
      const { createdAt } = storedReply();
      for (let index = 0; index < 5; index += 1) await keep(store, `old-${index}`);
      await keep(store, 'young', storedReply({ createdAt: createdAt + 1 }));
      const purge = () => store.transact(({ replies }) => replies.purge(createdAt + 1, 3));

      expect(await purge()).toBe(3);
      expect(await purge()).toBe(2);
      expect(await purge()).toBe(0);
      expect(await claim(store, 'old-0')).toEqual({ kind: 'free' });
      expect(await claim(store, 'young')).toMatchObject({ kind: 'used' });
    });
  });
}
