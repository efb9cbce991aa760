/** Payment methods: those that exist, those for tests, and those that a request describes. */

import type {
  PaymentMethodDataRequest as PaymentMethodData,
  PaymentMethod as WirePaymentMethod,
} from '../../contract/stripe.js';
import type { JsonObject, Owner } from '../../domain/PaymentIntent.js';
import type { RelatedObject } from '../../domain/RelatedObject.js';
import type { RelatedObjects } from '../../domain/Store.js';
import { newId } from '../newId.js';
import {
  type Behavior,
  type TestCard,
  testBankAccounts,
  testCardOf,
  testCards,
  testIbans,
} from './testPaymentMethods.js';

/** A payment method as a confirmation needs it. */
export interface PaymentMethod {
  readonly id: string;
  readonly type: string;
  /** Id of the customer that it is attached to; null when it is to none. */
  readonly customer: string | null;
  readonly behavior: Behavior;
  readonly wire: WirePaymentMethod;
}

/** What a payment method is made for. */
export interface Circumstances {
  readonly owner: Owner;
  /** Unix seconds. */
  readonly now: number;
  /** The customer that it is attached to at once; null for none. */
  readonly customer: string | null;
}

/** The payment method with an id, or a new one of those for tests; undefined when there is neither. */
export async function paymentMethodOf(
  id: string,
  objects: RelatedObjects,
  circumstances: Circumstances,
): Promise<PaymentMethod | undefined> {
  const found = await objects.find(circumstances.owner, 'payment_method', id);
  if (found) return found.details as JsonObject & PaymentMethod;
  const made = circumstances.owner.livemode ? undefined : forTests(id, circumstances);
  return made && store(made, objects, circumstances);
}

/** A new payment method as a request describes it; undefined when its card or account is none for tests. */
export async function paymentMethodFrom(
  data: PaymentMethodData,
  objects: RelatedObjects,
  circumstances: Circumstances,
): Promise<PaymentMethod | undefined> {
  const made = circumstances.owner.livemode ? undefined : described(data, circumstances);
  return made && store(made, objects, circumstances);
}

/** A card that is used without anybody having named it, as one that a fixture gave its intent. */
export function ordinaryCard(id: string, circumstances: Circumstances): PaymentMethod {
  return cardMethod(id, testCards.visa as TestCard, circumstances);
}

/** A payment method as the store keeps it. */
export function asRelated(method: PaymentMethod): RelatedObject {
  return { kind: 'payment_method', id: method.id, paymentIntent: null, details: { ...method } };
}

async function store(method: PaymentMethod, objects: RelatedObjects, { owner }: Circumstances): Promise<PaymentMethod> {
  await objects.add(owner, asRelated(method));
  return method;
}

function forTests(id: string, circumstances: Circumstances): PaymentMethod | undefined {
  const card = id.startsWith('pm_') ? testCardOf(id) : undefined;
  if (card) return cardMethod(newId('pm'), card, circumstances);
  const behavior = Object.hasOwn(testBankAccounts, id) ? testBankAccounts[id] : undefined;
  if (!behavior) return undefined;
  const account = { account_holder_type: 'individual', bank_name: 'STRIPE TEST BANK', last4: '6789' };
  return method(newId('pm'), 'us_bank_account', account, behavior, circumstances);
}

function described(data: PaymentMethodData, circumstances: Circumstances): PaymentMethod | undefined {
  const { type, card, sepa_debit: debit, billing_details: billing } = data;
  if (type === 'sepa_debit' && debit && testIbans.has(debit.iban)) {
    const shown = { country: debit.iban.slice(0, 2), last4: debit.iban.slice(-4) };
    return method(newId('pm'), type, shown, { kind: 'debits', ends: 'succeeds' }, circumstances, billing);
  }
  const named = type === 'card' ? testCardOf(card?.token ?? card?.number ?? '') : undefined;
  return named && cardMethod(newId('pm'), named, circumstances, billing);
}

function cardMethod(id: string, card: TestCard, circumstances: Circumstances, billing?: object): PaymentMethod {
  const { brand, funding, number, behavior } = card;
  const shown = {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'unchecked' },
    country: 'US',
    display_brand: brand,
    exp_month: 11,
    exp_year: 2034,
    fingerprint: `reference${number.slice(-7)}`,
    funding,
    generated_from: null,
    last4: number.slice(-4),
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
  return method(id, 'card', shown, behavior, circumstances, billing);
}

function method(
  id: string,
  type: string,
  shown: object,
  behavior: Behavior,
  { owner, now, customer }: Circumstances,
  billing: object = {},
): PaymentMethod {
  const address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  const given = billing as { readonly address?: object };
  const wire = {
    id,
    object: 'payment_method' as const,
    allow_redisplay: 'unspecified',
    billing_details: {
      email: null,
      name: null,
      phone: null,
      tax_id: null,
      ...given,
      address: { ...address, ...given.address },
    },
    [type]: shown,
    created: now,
    customer,
    customer_account: null,
    livemode: owner.livemode,
    metadata: {},
    shared_payment_granted_token: null,
    type,
  };
  return { id, type, customer, behavior, wire };
}
