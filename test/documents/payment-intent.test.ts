import { describe, expect, it } from 'vitest';
import { type DialectName, dialectNames } from '../../src/contract/dialect.js';
import chargefySeed from '../seeds/chargefy.json' with { type: 'json' };
import stripeSeed from '../seeds/stripe.json' with { type: 'json' };
import { documented } from '../support/documented.js';
import { exampleOf } from '../support/exampleOf.js';

const canceled: Record<DialectName, Readonly<Record<string, unknown>>> = {
  stripe: stripeSeed['200'],
  chargefy: chargefySeed['200'],
};
const moments: Record<DialectName, { own: unknown; foreign: unknown }> = {
  stripe: { own: 1_680_801_569, foreign: '2026-05-16T19:00:00Z' },
  chargefy: { own: '2026-05-16T19:00:00Z', foreign: 1_680_801_569 },
};

describe.each(dialectNames)('the PaymentIntent of %s', (dialect) => {
  const { disagreements } = documented(dialect);
  const check = (changes: object) =>
    disagreements('/components/schemas/PaymentIntent', { ...canceled[dialect], ...changes });

  it.each(
    Object.keys(canceled[dialect]).filter(
      (property) => !['source', 'amount_details', 'transfer_data'].includes(property) || dialect === 'chargefy',
    ),
  )('always has %s', (property) => {
    const { [property]: _, ...rest } = canceled[dialect];
    expect(disagreements('/components/schemas/PaymentIntent', rest).join()).toContain(property);
  });

  it('is open: a property that is not described is no fault', () => {
    expect(check({ a_property_of_next_year: {} })).toEqual([]);
  });

  it('writes times as its vendor does', () => {
    expect(check({ canceled_at: moments[dialect].own })).toEqual([]);
    expect(check({ canceled_at: moments[dialect].foreign })).not.toEqual([]);
  });

  it.each([
    { status: 'cancelled' },
    { status: null },
    { object: 'charge' },
    { amount: '2000' },
    { amount: 19.99 },
    { cancellation_reason: 'out_of_stock' },
    { cancellation_reason: '' },
    { capture_method: 'later' },
    { livemode: null },
    { payment_method_types: 'card' },
  ])('is never %j', (changes) => {
    expect(check(changes)).not.toEqual([]);
  });

  it.each([
    'canceled_at',
    'cancellation_reason',
    'latest_charge',
    'payment_method',
    'next_action',
    'last_payment_error',
    'customer',
    'setup_future_usage',
  ])('may have null for %s', (property) => {
    expect(check({ [property]: null })).toEqual([]);
  });
});

describe('the PaymentIntent of stripe, expanded', () => {
  const { disagreements } = documented('stripe');
  const check = (changes: object) =>
    disagreements('/components/schemas/PaymentIntent', { ...canceled.stripe, ...changes });

  it.each([
    'application',
    'customer',
    'latest_charge',
    'on_behalf_of',
    'payment_method',
    'payment_record',
    'review',
    'source',
  ])('has an id or an object for %s', (property) => {
    expect(check({ [property]: 'id_1' })).toEqual([]);
    expect(check({ [property]: 17 })).not.toEqual([]);
    expect(check({ [property]: { id: 'id_1', object: 'no_such_object' } })).not.toEqual([]);
  });

  it.each([
    { id: 'acct_1', object: 'account' },
    { id: 'ba_1', object: 'bank_account', bank_name: 'A bank', last4: '6789' },
    {
      id: 'card_1',
      object: 'card',
      brand: 'MasterCard',
      exp_month: 4,
      exp_year: 2031,
      last4: '4444',
      customer: 'cus_2',
    },
    { id: 'src_1', object: 'source' },
    { id: 'ba_1', object: 'bank_account', deleted: true },
    { id: 'card_1', object: 'card', deleted: true },
  ])('may have the source %j', (source) => {
    expect(check({ source })).toEqual([]);
  });

  it('may have a charge as versions before basil show that of a released hold', () => {
    const released = exampleOf('stripe', 'HoldReleasedWithTheChargeExpanded') as { latest_charge: object };
    const refund = { id: 're_1', object: 'refund', amount: 12_000, reason: null, status: 'succeeded' };
    const refunds = { object: 'list', data: [refund], has_more: false, url: '/v1/charges/ch_1/refunds' };
    const latest_charge = { ...released.latest_charge, amount_refunded: 12_000, refunded: true, refunds };

    expect(check({ latest_charge })).toEqual([]);
    expect(check({ latest_charge: { ...latest_charge, refunds: { ...refunds, data: ['re_1'] } } })).not.toEqual([]);
  });

  it.each([{ id: 'cus_1', object: 'customer' }, { object: 'card' }, { id: 'card_1' }, ['card_1']])(
    'never has the source %j',
    (source) => {
      expect(check({ source })).not.toEqual([]);
    },
  );
});
