import { describe, expect, it } from 'vitest';
import { cancel, retrieve, spoken } from '../support/calls.js';
import { arrange, shareReference } from '../support/reference.js';
import { expectRefusal } from '../support/refusal.js';

describe.each(['stripe', 'chargefy'] as const)('an intent at %s', (dialect) => {
  const server = shareReference(dialect);
  const { key: own, keyOfOtherMode, keyOfOtherOrganization, reason } = spoken[dialect];

  const words = (id: string, { inOtherMode }: { inOtherMode: boolean }) => {
    if (dialect === 'chargefy') return 'Payment intent not found.';
    const hint = '; a similar object exists in test mode, but a live mode key was used to make this request.';
    return `No such payment_intent: '${id}'${inOtherMode ? hint : ''}`;
  };

  it.each([
    ['of another organization', keyOfOtherOrganization, false],
    ['of the other mode', keyOfOtherMode, true],
  ])('does not exist for a key %s, and nothing happens to it', async (_whose, key, inOtherMode) => {
    const intent = await arrange(server(), { status: 'requires_capture' });

    for (const answer of [
      await cancel(server(), intent.id, { key }),
      await cancel(server(), intent.id, { key, body: reason('fraudulent') }),
      await retrieve(server(), intent.id, '', { key }),
    ]) {
      expect(answer.status).toBe(404);
      const { error } = expectRefusal(dialect, answer);
      expect(error).toMatchObject({ code: 'resource_missing', message: words(intent.id, { inOtherMode }) });
      expect(error).not.toHaveProperty('payment_intent');
    }
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('does not exist for a key of another organization when its request is bad, either', async () => {
    const intent = await arrange(server(), { status: 'requires_capture' });
    const key = keyOfOtherOrganization;

    const answer = await cancel(server(), intent.id, { key, body: reason('nope') });

    expect(JSON.stringify(answer.body)).not.toContain(String(intent.client_secret));
    expect(answer.status).toBe(dialect === 'stripe' ? 404 : 400);
    expect((await retrieve(server(), intent.id)).body).toEqual(intent);
  });

  it('is another one for every owner, even with the same id', async () => {
    const id = 'pi_same';
    const owners = [own, keyOfOtherMode, keyOfOtherOrganization];
    const [, second, third] = [
      await arrange(server(), { id, status: 'requires_capture', amount: 100 }, own),
      await arrange(server(), { id, status: 'requires_capture', amount: 200 }, keyOfOtherMode),
      await arrange(server(), { id, status: 'requires_capture', amount: 300 }, keyOfOtherOrganization),
    ];

    expect(await cancel(server(), id)).toMatchObject({ status: 200, body: { amount: 100, livemode: false } });

    const seen = await Promise.all(owners.map((key) => retrieve(server(), id, '', { key })));
    expect(seen[0]?.body).toMatchObject({ amount: 100, status: 'canceled' });
    expect(seen.slice(1).map(({ body }) => body)).toEqual([second, third]);
  });

  it('has the mode of the key that made it', async () => {
    expect(await arrange(server(), { status: 'succeeded' }, own)).toMatchObject({ livemode: false });
    expect(await arrange(server(), { status: 'succeeded' }, keyOfOtherMode)).toMatchObject({ livemode: true });
  });
});
