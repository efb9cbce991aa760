/** An intent as Chargefy shows it, and back. */

import type { PaymentIntent as WireIntent } from '../../contract/chargefy.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';

export type { WireIntent };

export function encode(intent: PaymentIntent): WireIntent {
  return {
    ...(intent.details as WireIntent),
    status: intent.status,
    amount_capturable: intent.amountCapturable,
    amount_received: intent.amountReceived,
    canceled_at: intent.canceledAt === null ? null : toIso(intent.canceledAt),
    cancellation_reason: intent.cancellationReason as WireIntent['cancellation_reason'],
    next_action: intent.nextAction,
    updated_at: toIso(intent.updatedAt),
  };
}

export function decode(wire: WireIntent): PaymentIntent {
  return {
    id: wire.id,
    status: wire.status,
    createdAt: fromIso(wire.created_at),
    customer: wire.customer,
    amount: wire.amount,
    amountCapturable: wire.amount_capturable,
    amountReceived: wire.amount_received,
    canceledAt: wire.canceled_at === null ? null : fromIso(wire.canceled_at),
    cancellationReason: wire.cancellation_reason,
    nextAction: wire.next_action,
    processing: null,
    updatedAt: fromIso(wire.updated_at),
    checkoutSession: null,
    // Our reading: that a hold expires is not documented.
    expiresAt: null,
    settlesAt: null,
    failure: null,
    cancelableWhileProcessing: true,
    details: wire,
  };
}

/** Unix seconds as ISO 8601 in UTC, to the second: `2026-05-16T19:00:00Z`. */
export function toIso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** A leap second, which Unix time has no number for, counts as the second before it. */
export function fromIso(text: string): number {
  return Math.floor(Date.parse(text.replace(/:60Z$/, ':59Z')) / 1000);
}
