import { describe, expect, it } from 'vitest';
import { documented } from '../support/documented.js';

const { at, disagreements } = documented('stripe');
const described = '2026-10-28.endive';
const textAt = (pointer: string) => (at(pointer) as { description: string }).description.replace(/\s+/g, ' ');

describe('the document of stripe', () => {
  it.each([
    ['how to read it', textAt('/tags/6')],
    ['the parameter', textAt('/components/parameters/StripeVersion')],
    ['the header', textAt('/components/headers/StripeVersion')],
  ])('says which version is described, and served for any version that is named: %s', (_where, text) => {
    expect(text).toContain(described);
    expect(text).toMatch(/whatever version (a request names|is named)/);
  });

  it.each([
    ['cancel', '/paths/~1v1~1payment_intents~1{intent}~1cancel/post'],
    ['latest_charge', '/components/schemas/PaymentIntent/properties/latest_charge'],
    ['the charge', '/components/schemas/Charge'],
  ])('says how older versions show a released hold: %s', (_where, pointer) => {
    const text = textAt(pointer);

    expect(text).toContain('2025-03-31.basil');
    for (const word of ['refunded', 'amount_refunded', 'refunds']) expect(text).toContain(`\`${word}`);
  });

  it('accepts such a charge', () => {
    const charge = {
      id: 'ch_1',
      object: 'charge',
      amount: 2000,
      amount_captured: 0,
      amount_refunded: 2000,
      captured: false,
      created: 1_700_000_000,
      currency: 'usd',
      customer: null,
      failure_code: null,
      failure_message: null,
      livemode: false,
      paid: true,
      payment_intent: 'pi_1',
      payment_method: null,
      refunded: true,
      refunds: {
        object: 'list',
        data: [
          {
            id: 're_1',
            object: 'refund',
            amount: 2000,
            balance_transaction: null,
            charge: 'ch_1',
            created: 1_700_000_001,
            currency: 'usd',
            payment_intent: 'pi_1',
            reason: null,
            status: 'succeeded',
          },
        ],
        has_more: false,
        url: '/v1/charges/ch_1/refunds',
      },
      status: 'succeeded',
    };
    expect(disagreements('/components/schemas/Charge', charge)).toEqual([]);
  });
});
