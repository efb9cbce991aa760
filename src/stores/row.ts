/** An intent as a row, and back. */

import type { JsonObject, Owner, PaymentIntent, PaymentIntentStatus } from '../domain/PaymentIntent.js';
import type { Changes } from '../domain/transition.js';
import type { PaymentIntentRow } from './schema.js';

/** @param position greater than that of every intent that was added before. */
export function toRow(owner: Owner, intent: PaymentIntent, position: number): PaymentIntentRow & { position: number } {
  return {
    organization: owner.organization,
    livemode: Number(owner.livemode),
    id: intent.id,
    status: intent.status,
    created_at: intent.createdAt,
    customer: intent.customer,
    amount: intent.amount,
    amount_capturable: intent.amountCapturable,
    amount_received: intent.amountReceived,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason,
    next_action: toText(intent.nextAction),
    processing: toText(intent.processing),
    updated_at: intent.updatedAt,
    checkout_session: intent.checkoutSession,
    recallable: Number(intent.cancelableWhileProcessing),
    expires_at: intent.expiresAt,
    settles_at: intent.settlesAt,
    failure: toText(intent.failure),
    details: JSON.stringify(intent.details),
    position,
  };
}

export function fromRow(row: PaymentIntentRow): PaymentIntent {
  return {
    id: row.id,
    status: row.status as PaymentIntentStatus,
    createdAt: Number(row.created_at),
    customer: row.customer,
    amount: Number(row.amount),
    amountCapturable: Number(row.amount_capturable),
    amountReceived: Number(row.amount_received),
    canceledAt: row.canceled_at === null ? null : Number(row.canceled_at),
    cancellationReason: row.cancellation_reason,
    nextAction: fromText(row.next_action),
    processing: fromText(row.processing),
    updatedAt: Number(row.updated_at),
    checkoutSession: row.checkout_session,
    cancelableWhileProcessing: row.recallable === 1,
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
    settlesAt: row.settles_at === null ? null : Number(row.settles_at),
    failure: fromText(row.failure),
    details: JSON.parse(row.details) as JsonObject,
  };
}

/** The columns a transition sets. */
export function toColumns(changes: Changes): Partial<PaymentIntentRow> {
  const columns: Partial<PaymentIntentRow> = {};
  if (changes.status !== undefined) columns.status = changes.status;
  if (changes.customer !== undefined) columns.customer = changes.customer;
  if (changes.amount !== undefined) columns.amount = changes.amount;
  if (changes.amountCapturable !== undefined) columns.amount_capturable = changes.amountCapturable;
  if (changes.amountReceived !== undefined) columns.amount_received = changes.amountReceived;
  if (changes.canceledAt !== undefined) columns.canceled_at = changes.canceledAt;
  if (changes.cancellationReason !== undefined) columns.cancellation_reason = changes.cancellationReason;
  if (changes.nextAction !== undefined) columns.next_action = toText(changes.nextAction);
  if (changes.processing !== undefined) columns.processing = toText(changes.processing);
  if (changes.updatedAt !== undefined) columns.updated_at = changes.updatedAt;
  if (changes.expiresAt !== undefined) columns.expires_at = changes.expiresAt;
  if (changes.settlesAt !== undefined) columns.settles_at = changes.settlesAt;
  if (changes.failure !== undefined) columns.failure = toText(changes.failure);
  if (changes.details !== undefined) columns.details = JSON.stringify(changes.details);
  return columns;
}

function toText(value: JsonObject | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function fromText(text: string | null): JsonObject | null {
  return text === null ? null : (JSON.parse(text) as JsonObject);
}
