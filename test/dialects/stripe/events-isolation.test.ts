import { describe, expect, it } from 'vitest';
import { dialects } from '../../../src/dialects/registry.js';
import { openEmbeddedStore } from '../../../src/stores/embedded.js';
import { call, cancel, spoken } from '../../support/calls.js';
import { disagreementsOf } from '../../support/disagreementsOf.js';
import { arrange, type Reference, standstill, startReference } from '../../support/reference.js';
import { sdk } from '../../support/sdk.js';

const { keyOfOtherMode, keyOfOtherOrganization } = spoken.stripe;

async function types(reference: Reference, key: string = spoken.stripe.key): Promise<unknown[]> {
  const { status, body } = await call(reference, '/v1/events?limit=100', { key });
  expect(status).toBe(200);
  return (body.data as { type: unknown }[]).map(({ type }) => type).reverse();
}

describe('no event tells of', () => {
  it('a fixture, or a request that was refused', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'succeeded' });
    expect((await cancel(reference, id)).status).toBe(400);
    expect((await cancel(reference, 'pi_none')).status).toBe(404);
    expect((await cancel(reference, id, { body: 'nope=1' })).status).toBe(400);
    expect((await cancel(reference, id, { key: 'rk_test_readonly' })).status).toBe(403);
    expect(await types(reference)).toEqual([]);
  });

  it('a second cancel, or a replay of the first', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const headers = { 'Idempotency-Key': 'key-1' };
    const statuses: number[] = [];
    for (const more of [{ headers }, { headers }, {}]) statuses.push((await cancel(reference, id, more)).status);
    expect(statuses).toEqual([200, 200, 400]);
    expect(await types(reference)).toEqual(['payment_intent.canceled']);
  });

  it('all but one of the cancels of an intent at the same time', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => cancel(reference, id)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await types(reference)).toEqual(['payment_intent.canceled']);
  });

  it('what a handler did before it crashed', async () => {
    const store = await openEmbeddedStore(':memory:', standstill);
    const { transact } = store;
    let crashes = true;
    const crashing: typeof store = {
      ...store,
      transact: (work, cause) =>
        transact(async (transaction) => {
          const { intents } = transaction;
          return work({
            ...transaction,
            intents: {
              ...intents,
              async transition(owner, id, transition) {
                const outcome = await intents.transition(owner, id, transition);
                if (crashes) throw new Error('broken after the transition');
                return outcome;
              },
            },
          });
        }, cause),
    };
    const reference = await startReference('stripe', { store: crashing });
    const { id } = await arrange(reference, { status: 'requires_capture' });
    expect((await cancel(reference, id)).status).toBe(500);
    expect(await types(reference)).toEqual([]);
    crashes = false;
    expect((await cancel(reference, id)).status).toBe(200);
    expect(await types(reference)).toEqual(['payment_intent.canceled']);
  });
});

describe('an event', () => {
  it('is seen by its owner alone, in the mode in which it happened', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    await cancel(reference, id);
    const stripe = sdk(reference);
    const [event] = (await stripe.events.list()).data;
    expect(event).toMatchObject({ livemode: false });
    expect(await stripe.events.retrieve(event?.id ?? '')).toEqual(event);
    for (const key of [keyOfOtherMode, keyOfOtherOrganization]) {
      expect(await types(reference, key)).toEqual([]);
      const { status, body } = await call(reference, `/v1/events/${event?.id}`, { key });
      expect(status).toBe(404);
      expect(body.error).toMatchObject({ code: 'resource_missing', message: `No such event: '${event?.id}'` });
    }
  });

  it('of live mode says so', async () => {
    const reference = await startReference('stripe');
    const { id } = await arrange(reference, { status: 'requires_capture' }, keyOfOtherMode);
    await cancel(reference, id, { key: keyOfOtherMode });
    expect(await types(reference)).toEqual([]);
    expect((await sdk(reference, keyOfOtherMode).events.list()).data).toMatchObject([{ livemode: true }]);
  });

  it('of a cancel at Chargefy is as its document describes it', async () => {
    const reference = await startReference('chargefy');
    const { id } = await arrange(reference, { status: 'requires_capture' });
    const { body } = await cancel(reference, id);
    const owner = { organization: 'org_reference', livemode: false };
    const [event, ...others] = await reference.store.transact(async ({ events, objects }) => {
      const page = await events.page(owner, { limit: 10 });
      return Promise.all(page.events.map((event) => dialects.chargefy.webhooks.encode(event, owner, objects)));
    });
    expect(others).toEqual([]);
    expect(event).toMatchObject({ type: 'payment.intent.canceled', data: { object: body }, ...owner });
    expect(disagreementsOf('chargefy', 'PaymentIntentCanceledEvent', event)).toEqual([]);
  });
});
