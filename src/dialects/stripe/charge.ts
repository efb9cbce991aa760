/** The charge behind an intent, and what it did to the balance. */

import type { components } from '../../../generated/stripe.js';
import type { WireIntent } from './codec.js';

type Charge = components['schemas']['Charge'];
type BalanceTransaction = components['schemas']['BalanceTransaction'];

/**
 * The charge behind an intent, which says what became of the money: held, collected, released, on its way or failed.
 * A released hold is neither refunded nor captured; that no Refund is made is so since 2025-03-31.basil.
 *
 * @param expiresAt Unix seconds at which the hold expires or would have; null when nothing was held.
 */
export function chargeOf(id: string, intent: WireIntent, expiresAt: number | null): Charge {
  const status = chargeStatus(intent);
  const failure = status === 'failed' ? intent.last_payment_error : null;
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: intent.amount_received,
    amount_refunded: 0,
    application: idOf(intent.application),
    application_fee: null,
    balance_transaction: intent.amount_received > 0 ? transactionIdOf(id) : null,
    captured: intent.amount_received > 0,
    created: intent.created,
    currency: intent.currency,
    customer: idOf(intent.customer),
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    livemode: intent.livemode,
    on_behalf_of: idOf(intent.on_behalf_of),
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: idOf(intent.payment_method),
    ...detailsOf(intent, expiresAt),
    refunded: false,
    review: idOf(intent.review),
    source_transfer: null,
    status,
    transfer_data: transferDataOf(intent),
    transfer_group: intent.transfer_group,
  };
}

/** Of a hold by card only: where other payment methods show their deadline is not described. */
function detailsOf({ payment_method_types: types }: WireIntent, expiresAt: number | null) {
  if (expiresAt === null || !types.includes('card')) return {};
  return { payment_method_details: { type: 'card', card: { capture_before: expiresAt } } };
}

/** Id of what the capture of a charge brought into the balance: at any time the same. */
function transactionIdOf(charge: string): string {
  return charge.replace(/^[a-z]+_/, 'txn_');
}

/** What the capture of a charge brought into the balance. Nobody takes a fee here, and the money is there at once. */
export function balanceTransactionOf(source: string, intent: WireIntent): BalanceTransaction {
  return {
    id: transactionIdOf(source),
    object: 'balance_transaction',
    amount: intent.amount_received,
    available_on: intent.created,
    balance_type: 'payments',
    created: intent.created,
    currency: intent.currency,
    description: intent.description,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: intent.amount_received,
    reporting_category: 'charge',
    source,
    status: 'available',
    type: source.startsWith('py_') ? 'payment' : 'charge',
  };
}

function transferDataOf({ transfer_data: data }: WireIntent) {
  return data ? { amount: data.amount ?? null, destination: idOf(data.destination) } : null;
}

function chargeStatus({ status, capture_method, last_payment_error }: WireIntent): Charge['status'] {
  if (status === 'processing') return 'pending';
  // What was canceled without having been held was still on its way.
  if (status === 'canceled' && capture_method !== 'manual') return 'failed';
  return last_payment_error === null ? 'succeeded' : 'failed';
}

/** The id in a reference, which may be expanded. */
export function idOf(reference: string | { id: string }): string;
export function idOf(reference: string | { id: string } | null): string | null;
export function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' || reference === null ? reference : reference.id;
}
