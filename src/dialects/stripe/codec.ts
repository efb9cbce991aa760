/** An intent as Stripe shows it, and back. */

import type { PaymentIntent as WireIntent } from '../../contract/stripe.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';

export type { WireIntent };

export function encode(intent: PaymentIntent): WireIntent {
  return {
    ...(intent.details as WireIntent),
    status: intent.status as WireIntent['status'],
    amount: intent.amount,
    amount_capturable: intent.amountCapturable,
    amount_received: intent.amountReceived,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason as WireIntent['cancellation_reason'],
    next_action: intent.nextAction as WireIntent['next_action'],
    processing: intent.processing as WireIntent['processing'],
  };
}

/** The id in a reference, which may be expanded. */
export function idOf(reference: string | { id: string }): string;
export function idOf(reference: string | { id: string } | null): string | null;
export function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' || reference === null ? reference : reference.id;
}

/** Seconds for which a hold of a card waits, unless its charge says otherwise. */
export const holdPeriod = 7 * 24 * 60 * 60;

export function decode(wire: WireIntent, now: number): PaymentIntent {
  return {
    id: wire.id,
    status: wire.status,
    createdAt: wire.created,
    customer: idOf(wire.customer),
    amount: wire.amount,
    amountCapturable: wire.amount_capturable,
    amountReceived: wire.amount_received,
    canceledAt: wire.canceled_at,
    cancellationReason: wire.cancellation_reason,
    nextAction: wire.next_action,
    processing: wire.processing,
    updatedAt: wire.canceled_at ?? wire.created,
    checkoutSession: null,
    expiresAt: captureBefore(wire) ?? (wire.status === 'requires_capture' ? now + holdPeriod : null),
    settlesAt: null,
    failure: null,
    cancelableWhileProcessing: true,
    details: wire,
  };
}

/** Unix seconds at which the hold expires, where the charge is expanded and says so. */
function captureBefore({ latest_charge: charge }: WireIntent): number | undefined {
  return typeof charge === 'object' ? charge?.payment_method_details?.card?.capture_before : undefined;
}
