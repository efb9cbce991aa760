import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { call, cancel, spoken } from '../../support/calls.js';
import { sharePostgres, startOn } from '../../support/postgresReference.js';
import { arrange, type Reference, shareReference, startReference } from '../../support/reference.js';
import { refusalOf, sdk } from '../../support/sdk.js';
import { coded, expectStripeError } from '../../support/stripeError.js';

const path = spoken.stripe.path;
const { keyOfOtherMode, keyOfOtherOrganization } = spoken.stripe;

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly has_more: boolean;
}

async function list(reference: Reference, query = '', key: string = spoken.stripe.key) {
  const answer = await call(reference, `${path}${query}`, { key });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ object: 'list', url: path });
  const { data, has_more: hasMore } = answer.body as unknown as Page;
  return { ids: data.map(({ id }) => id), data, hasMore };
}

/** Intents in the order of their creation; two of them in the same second. */
async function arrangeSeven(reference: Reference): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, seconds] of [0, 10, 20, 20, 30, 40, 50].entries()) {
    const created = reference.now - 100 + seconds;
    const customer = index % 2 === 0 ? 'cus_even' : 'cus_odd';
    const { id } = await arrange(reference, { status: 'requires_capture', created, customer, id: `pi_${index}` });
    ids.push(id);
  }
  return ids;
}

/** What is asked for, `%20` for the twentieth second, and which intents that is. */
const filters: readonly (readonly [query: string, indexes: readonly number[]])[] = [
  ['created=%20', [3, 2]],
  ['created[gt]=%20', [6, 5, 4]],
  ['created[gte]=%20', [6, 5, 4, 3, 2]],
  ['created[lt]=%20', [1, 0]],
  ['created[lte]=%20', [3, 2, 1, 0]],
  ['created[gt]=%10&created[lt]=%30', [3, 2]],
  ['created[gte]=%10&created[gt]=%20&created[lte]=%40', [5, 4]],
  ['created[gt]=%20&created[lt]=%20', []],
  ['created[gte]=0', [6, 5, 4, 3, 2, 1, 0]],
  ['created[gt]=9007199254740991', []],
  ['created[lt]=-9007199254740991', []],
  ['customer=cus_odd', [5, 3, 1]],
  ['customer=cus_odd&limit=1&starting_after=pi_5', [3]],
  ['customer=cus_odd&created[lte]=%20', [3, 1]],
  ['customer=cus_nobody', []],
  ['customer=cus_odd%00', []],
  ['customer=%27%20or%201=1--', []],
];

const postgres = sharePostgres();
const starts: [string, () => Promise<Reference>][] = [
  ['memory', () => startReference('stripe')],
  ['PostgreSQL', async () => startOn(await postgres().createDatabase())],
];

describe.each(starts)('a list of intents in %s', (_engine, start) => {
  it('has the newest first, ten unless told otherwise, and says whether there are more', async () => {
    const reference = await start();
    expect(await list(reference)).toMatchObject({ ids: [], hasMore: false });
    const ids = await arrangeSeven(reference);
    const newestFirst = ids.toReversed();

    expect(await list(reference)).toMatchObject({ ids: newestFirst, hasMore: false });
    expect(await list(reference, '?limit=7')).toMatchObject({ ids: newestFirst, hasMore: false });
    expect(await list(reference, '?limit=3')).toMatchObject({ ids: newestFirst.slice(0, 3), hasMore: true });
    for (let index = 7; index < 12; index += 1) await arrange(reference, { status: 'succeeded' });
    const { ids: ten, hasMore } = await list(reference);
    expect({ count: ten.length, hasMore }).toEqual({ count: 10, hasMore: true });
  });

  it('goes on behind an intent, and back to those before one', async () => {
    const reference = await start();
    const newestFirst = (await arrangeSeven(reference)).toReversed();

    for (const [index, id] of newestFirst.entries()) {
      const older = newestFirst.slice(index + 1);
      const newer = newestFirst.slice(0, index);
      expect(await list(reference, `?limit=2&starting_after=${id}`)).toMatchObject({
        ids: older.slice(0, 2),
        hasMore: older.length > 2,
      });
      expect(await list(reference, `?limit=2&ending_before=${id}`)).toMatchObject({
        ids: newer.slice(-2),
        hasMore: newer.length > 2,
      });
    }
  });

  it('stays in order while intents change and come between pages', async () => {
    const reference = await start();
    const newestFirst = (await arrangeSeven(reference)).toReversed();

    const first = await list(reference, '?limit=3');
    await cancel(reference, 'pi_5');
    await cancel(reference, 'pi_1');
    await arrange(reference, { status: 'succeeded' });
    const second = await list(reference, `?limit=10&starting_after=${first.ids.at(-1)}`);

    expect([...first.ids, ...second.ids]).toEqual(newestFirst);
    expect(second.data.find(({ id }) => id === 'pi_1')).toMatchObject({ status: 'canceled' });
  });

  it('has only what it is asked for', async () => {
    const reference = await start();
    await arrangeSeven(reference);

    for (const [template, indexes] of filters) {
      const query = template.replace(/=%([1-4]0)\b/g, (_, seconds) => `=${reference.now - 100 + Number(seconds)}`);
      const { ids } = await list(reference, `?${query}`);
      expect(ids, template).toEqual(indexes.map((index) => `pi_${index}`));
    }
  });

  it('has nothing of another organization or mode, not even as a cursor', async () => {
    const reference = await start();
    await arrangeSeven(reference);
    const others = [
      [keyOfOtherMode, await arrange(reference, { status: 'succeeded', customer: 'cus_odd' }, keyOfOtherMode)],
      [keyOfOtherOrganization, await arrange(reference, { status: 'succeeded' }, keyOfOtherOrganization)],
    ] as const;

    for (const [key, other] of others) {
      expect(await list(reference, '', key)).toMatchObject({ data: [other], hasMore: false });
      for (const cursor of ['starting_after', 'ending_before']) {
        const mine = await call(reference, `${path}?${cursor}=${other.id}`);
        expectStripeError(mine, unknown(other.id, cursor));
        const theirs = await call(reference, `${path}?${cursor}=pi_3`, { key });
        expect(theirs).toMatchObject({ status: 400, body: { error: unknown('pi_3', cursor) } });
      }
    }
    expect((await list(reference)).ids).toHaveLength(7);
  });

  it('is read to its end by the official SDK, in both directions', async () => {
    const reference = await start();
    const newestFirst = (await arrangeSeven(reference)).toReversed();
    const { paymentIntents } = sdk(reference);

    const all = await paymentIntents.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ id }) => id)).toEqual(newestFirst);
    const before: string[] = [];
    for await (const { id } of paymentIntents.list({ limit: 2, ending_before: 'pi_0' })) before.push(id);
    expect(before).toEqual(newestFirst.slice(0, -1).toReversed());
    const filtered = await paymentIntents
      .list({ limit: 1, customer: 'cus_even', expand: ['data.latest_charge'] })
      .autoPagingToArray({ limit: 100 });
    expect(filtered.map(({ id }) => id)).toEqual(['pi_6', 'pi_4', 'pi_2', 'pi_0']);
    expect(filtered[3]?.latest_charge).toMatchObject({ object: 'charge', payment_intent: 'pi_0' });
  });
});

describe('a list of intents', () => {
  const server = shareReference('stripe');

  it('has what was expanded in every intent', async () => {
    const reference = await startReference('stripe');
    await arrangeSeven(reference);

    const { data } = await list(
      reference,
      '?expand[]=data.latest_charge.payment_intent&expand[]=data.payment_method&limit=3',
    );

    expect(data).toHaveLength(3);
    for (const intent of data) {
      expect(intent).toMatchObject({
        latest_charge: { object: 'charge', payment_intent: { id: intent.id } },
        payment_method: { object: 'payment_method' },
      });
    }
  });

  it.each<[query: string, error: object]>([
    ['starting_after=pi_nope', unknown('pi_nope', 'starting_after')],
    ['ending_before=pi_nope', unknown('pi_nope', 'ending_before')],
    ['starting_after=pi_1%00', unknown('pi_1\0', 'starting_after')],
    ['limit=0', { param: 'limit' }],
    ['limit=101', { param: 'limit' }],
    ['limit=-1', { param: 'limit' }],
    ['limit=1e1', { param: 'limit' }],
    ['limit=ten', { param: 'limit' }],
    ['limit=', { param: 'limit' }],
    ['limit[]=1', { param: 'limit' }],
    ['created=now', { param: 'created' }],
    ['created=', { param: 'created' }],
    ['created[gte]=now', { param: 'created[gte]' }],
    ['created[from]=1', { code: 'parameter_unknown', param: 'created[from]' }],
    ['created[gte]=9007199254740993', { param: 'created[gte]' }],
    ['customer[]=cus_1', { param: 'customer' }],
    ['status=canceled', { code: 'parameter_unknown', param: 'status' }],
    ['customer_account=acct_1', { param: 'customer_account' }],
    ['starting_after=pi_1&ending_before=pi_2', { param: 'starting_after' }],
    ['expand[]=latest_charge', {}],
    ['expand[]=data.nope', {}],
    ['expand=data.latest_charge', { param: 'expand' }],
    [
      'expand[]=data.latest_charge.payment_intent.latest_charge.payment_intent',
      { code: 'property_expansion_max_depth' },
    ],
  ])('is refused with a reason: %s', async (query, error) => {
    const answer = await call(server(), `${path}?${query}`);

    expect(answer).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error', ...error } } });
    expect(answer.headers.get('stripe-should-retry')).toBeNull();
  });

  it('is refused to the official SDK as an invalid request', async () => {
    const error = await refusalOf(sdk(server()).paymentIntents.list({ starting_after: 'pi_nope' }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(error).toMatchObject({ code: 'resource_missing', param: 'starting_after' });
  });
});

function unknown(id: string, param: string) {
  return coded('resource_missing', `No such payment_intent: '${id}'`, { param });
}
