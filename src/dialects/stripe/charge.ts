/** The charge behind an intent, and what it did to the balance. */

import type { BalanceTransaction, Charge } from '../../contract/stripe.js';
import type { Attempt } from './attempt.js';
import { idOf, type WireIntent } from './codec.js';

/**
 * The charge behind an intent, which shows what happened to the money: held, collected, released, on its way or failed.
 * A released hold is neither refunded nor captured; no Refund is made since 2025-03-31.basil.
 *
 * @param expiresAt Unix seconds at which the hold expires or would have; null when nothing was held.
 * @param attempt what is known of the attempt; undefined for a charge that somebody recorded or a fixture has.
 */
export function chargeOf(id: string, intent: WireIntent, expiresAt: number | null, attempt?: Attempt): Charge {
  // All attempts but the latest have failed, else there would be no later one.
  const isLatest = idOf(intent.latest_charge) === id;
  const status = isLatest ? chargeStatus(intent, attempt) : 'failed';
  const failure = status === 'failed' ? (attempt?.failure ?? (isLatest ? intent.last_payment_error : null)) : null;
  const received = isLatest && status !== 'failed' ? intent.amount_received : 0;
  const amount = isLatest ? intent.amount : (attempt?.amount ?? intent.amount);
  return {
    id,
    object: 'charge',
    amount,
    amount_captured: received,
    amount_refunded: 0,
    application: idOf(intent.application),
    application_fee: null,
    balance_transaction: received > 0 ? transactionIdOf(id) : null,
    captured: received > 0,
    created: attempt?.created ?? intent.created,
    currency: intent.currency,
    customer: idOf(intent.customer),
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    livemode: intent.livemode,
    on_behalf_of: idOf(intent.on_behalf_of),
    ...(attempt && { outcome: outcomeOf(failure) }),
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: attempt?.paymentMethod ?? idOf(intent.payment_method),
    ...detailsOf(intent, isLatest && status === 'succeeded' ? expiresAt : null, status, attempt),
    refunded: false,
    review: idOf(intent.review),
    source_transfer: null,
    status,
    transfer_data: transferDataOf(intent),
    transfer_group: intent.transfer_group,
  };
}

/** Only for a hold by card: no page says where other payment methods show their deadline. */
function detailsOf(
  { amount, payment_method_types: types }: WireIntent,
  expiresAt: number | null,
  status: Charge['status'],
  attempt: Attempt | undefined,
) {
  if (attempt) {
    const { type, shown } = attempt;
    const authorized = type === 'card' && { amount_authorized: status === 'failed' ? null : amount };
    const deadline = type === 'card' && expiresAt !== null && { capture_before: expiresAt };
    return { payment_method_details: { type, [type]: { ...shown, ...authorized, ...deadline } } };
  }
  if (expiresAt === null || !types.includes('card')) return {};
  return { payment_method_details: { type: 'card', card: { capture_before: expiresAt } } };
}

/** Id of what the capture of a charge brought into the balance: at any time the same. */
function transactionIdOf(charge: string): string {
  return charge.replace(/^[a-z]+_/, 'txn_');
}

/** What the capture of a charge brought into the balance. There is no fee here, and the money is there at once. */
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

/** How a charge was judged that has failed so, or not. */
function outcomeOf(failure: WireIntent['last_payment_error']): NonNullable<Charge['outcome']> {
  const none = { advice_code: null, network_advice_code: null, network_decline_code: null };
  const risk = { risk_level: 'normal', risk_score: 20 };
  if (!failure) {
    const words = { reason: null, seller_message: 'Payment complete.', type: 'authorized' };
    return { ...none, network_status: 'approved_by_network', ...risk, ...words };
  }
  const { advice_code = null, network_advice_code = null, network_decline_code = null, decline_code = null } = failure;
  return {
    advice_code,
    network_advice_code,
    network_decline_code,
    network_status: 'declined_by_network',
    reason: decline_code,
    ...risk,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
}

function chargeStatus(
  { status, capture_method, last_payment_error }: WireIntent,
  attempt: Attempt | undefined,
): Charge['status'] {
  if (status === 'processing') return 'pending';
  if (attempt) {
    const stopped = status === 'canceled' && attempt.type !== 'card';
    return attempt.failure !== null || stopped ? 'failed' : 'succeeded';
  }
  // An amount that was canceled and never held was still on its way.
  if (status === 'canceled' && capture_method !== 'manual') return 'failed';
  return last_payment_error === null ? 'succeeded' : 'failed';
}
