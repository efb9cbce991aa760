/** An intent as Stripe shows it, and back. */

import type { components } from '../../../generated/stripe.js';
import type { PaymentIntent } from '../../domain/PaymentIntent.js';

export type WireIntent = components['schemas']['PaymentIntent'];

export function encode(intent: PaymentIntent): WireIntent {
  return {
    ...(intent.details as WireIntent),
    status: intent.status as WireIntent['status'],
    amount_capturable: intent.amountCapturable,
    amount_received: intent.amountReceived,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason as WireIntent['cancellation_reason'],
    next_action: intent.nextAction as WireIntent['next_action'],
    processing: intent.processing as WireIntent['processing'],
  };
}

export function decode(wire: WireIntent): PaymentIntent {
  return {
    id: wire.id,
    status: wire.status,
    amountCapturable: wire.amount_capturable,
    amountReceived: wire.amount_received,
    canceledAt: wire.canceled_at,
    cancellationReason: wire.cancellation_reason,
    nextAction: wire.next_action,
    processing: wire.processing,
    updatedAt: wire.canceled_at ?? wire.created,
    checkoutSession: null,
    cancelableWhileProcessing: true,
    details: wire,
  };
}
