import { describe, expect, it } from 'vitest';
import { call } from '../../support/calls.js';
import { shareReference } from '../../support/reference.js';
import { refusalOf, sdk } from '../../support/sdk.js';
import { watchEvents } from '../../support/watchEvents.js';

const create = {
  amount: 2000,
  currency: 'usd',
  payment_method: 'pm_card_visa',
  capture_method: 'manual',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;

/** Three intents, a minute after each other: created and held, then canceled. Nine events and a half minute between them. */
async function nine() {
  const watched = await watchEvents();
  const { stripe, clock } = watched;
  const start = await clock.now();
  for (let index = 0; index < 3; index += 1) {
    const { id } = await stripe.paymentIntents.create({ ...create, confirm: true });
    if (index > 0) await stripe.paymentIntents.cancel(id);
    await clock.advance('1m');
  }
  const newestFirst = (await watched.all()).reverse().map(({ id }) => id);
  expect(newestFirst).toHaveLength(11);
  return { ...watched, start, newestFirst };
}

describe('a list of events with the official package', () => {
  it('goes on behind an event and back to those before one', async () => {
    const { stripe, newestFirst } = await nine();
    expect((await stripe.events.list()).data.map(({ id }) => id)).toEqual(newestFirst.slice(0, 10));
    for (const [index, id] of newestFirst.entries()) {
      const older = await stripe.events.list({ limit: 2, starting_after: id });
      const rest = newestFirst.slice(index + 1);
      expect([older.data.map(({ id }) => id), older.has_more]).toEqual([rest.slice(0, 2), rest.length > 2]);
      const newer = await stripe.events.list({ limit: 2, ending_before: id });
      expect([newer.data.map(({ id }) => id), newer.has_more]).toEqual([
        newestFirst.slice(0, index).slice(-2),
        index > 2,
      ]);
      expect(await stripe.events.retrieve(id)).toMatchObject({ id });
    }
    const paged: string[] = [];
    await stripe.events.list({ limit: 3 }).autoPagingEach(({ id }) => {
      paged.push(id);
    });
    expect(paged).toEqual(newestFirst);
  });

  it('has only what is asked for', async () => {
    const { stripe, start } = await nine();
    const count = async (params: object) => (await stripe.events.list({ limit: 100, ...params })).data.length;
    expect(await count({ type: 'payment_intent.canceled' })).toBe(2);
    expect(await count({ type: 'charge.*' })).toBe(3);
    expect(await count({ type: 'payment_intent.*' })).toBe(8);
    expect(await count({ type: 'charge.refunded' })).toBe(0);
    expect(await count({ types: ['payment_intent.canceled', 'charge.succeeded'] })).toBe(5);
    expect(await count({ created: start })).toBe(3);
    expect(await count({ created: { gt: start } })).toBe(8);
    expect(await count({ created: { gte: start + 60, lt: start + 120 } })).toBe(4);
    expect(await count({ created: { lte: start - 1 } })).toBe(0);
    expect(await count({ delivery_success: true })).toBe(11);
    expect(await count({ delivery_success: false })).toBe(0);
  });

  it('has no event of more than 30 days ago', async () => {
    const { stripe, clock, newestFirst } = await nine();
    await clock.advance('29d');
    const kept = (await stripe.events.list({ limit: 100 })).data.map(({ id }) => id);
    expect(kept.slice(-11)).toEqual(newestFirst);
    await clock.advance('1d');
    const left = (await stripe.events.list({ limit: 100 })).data;
    expect(left.map(({ type }) => type)).toEqual(['payment_intent.canceled', 'charge.expired']);
    expect((await refusalOf(stripe.events.retrieve(newestFirst[0] ?? ''))).statusCode).toBe(404);
  });
});

describe('a list of events refuses', () => {
  const reference = shareReference('stripe');

  it('an event that it does not know, and one that does not exist', async () => {
    const stripe = sdk(reference());
    for (const params of [{ starting_after: 'evt_none' }, { ending_before: 'evt_none' }]) {
      expect(await refusalOf(stripe.events.list(params))).toMatchObject({
        statusCode: 400,
        code: 'resource_missing',
        param: Object.keys(params)[0],
      });
    }
    expect(await refusalOf(stripe.events.retrieve('evt_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such event: 'evt_none'",
    });
  });

  it.each([
    'starting_after=evt_1&ending_before=evt_2',
    'type=charge.failed&types[]=charge.failed',
    'limit=0',
    'limit=101',
    'limit=ten',
    'created=yesterday',
    'created[since]=1',
    'delivery_success=perhaps',
    'nope=1',
    `${Array.from({ length: 21 }, () => 'types[]=charge.failed').join('&')}`,
  ])('%s', async (query) => {
    const { status, body } = await call(reference(), `/v1/events?${query}`);
    expect([status, body.error]).toEqual([400, expect.objectContaining({ type: 'invalid_request_error' })]);
  });

  it.each([
    'type=%00',
    "type=' or 1=1 --",
    'type=charge.%25',
    'type=*.*',
    'type[$ne]=1',
    'types=charge.failed',
    'types[a][b]=c',
    'starting_after=%00',
    'starting_after=evt%00',
    'starting_after[]=evt_1',
    'created[gt]=1e400',
    'created[gt]=99999999999999999999',
    'created[__proto__][x]=1',
    '__proto__[x]=1',
    'type=%ff',
  ])('or answers %s without an event and without a failure', async (query) => {
    const { status, body } = await call(reference(), `/v1/events?${query}`);
    expect([200, 400]).toContain(status);
    if (status === 200) expect(body).toMatchObject({ data: [] });
  });
});
