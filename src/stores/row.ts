/** An intent as a row, and back. */

import type { JsonObject, Owner, PaymentIntent, PaymentIntentStatus } from '../domain/PaymentIntent.js';
import type { Changes } from '../domain/transition.js';
import type { PaymentIntentRow } from './schema.js';

export function toRow(owner: Owner, intent: PaymentIntent): PaymentIntentRow {
  return {
    organization: owner.organization,
    livemode: Number(owner.livemode),
    id: intent.id,
    status: intent.status,
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
    details: JSON.stringify(intent.details),
  };
}

export function fromRow(row: PaymentIntentRow): PaymentIntent {
  return {
    id: row.id,
    status: row.status as PaymentIntentStatus,
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
    details: JSON.parse(row.details) as JsonObject,
  };
}

/** The columns a transition sets. */
export function toColumns(changes: Changes): Partial<PaymentIntentRow> {
  const columns: Partial<PaymentIntentRow> = {};
  if (changes.status !== undefined) columns.status = changes.status;
  if (changes.amountCapturable !== undefined) columns.amount_capturable = changes.amountCapturable;
  if (changes.canceledAt !== undefined) columns.canceled_at = changes.canceledAt;
  if (changes.cancellationReason !== undefined) columns.cancellation_reason = changes.cancellationReason;
  if (changes.nextAction !== undefined) columns.next_action = toText(changes.nextAction);
  if (changes.processing !== undefined) columns.processing = toText(changes.processing);
  if (changes.updatedAt !== undefined) columns.updated_at = changes.updatedAt;
  return columns;
}

function toText(value: JsonObject | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function fromText(text: string | null): JsonObject | null {
  return text === null ? null : (JSON.parse(text) as JsonObject);
}
