/** The charge behind an intent. */

import type { components } from '../../../generated/stripe.js';
import type { WireIntent } from './codec.js';

type Charge = components['schemas']['Charge'];

/**
 * The charge behind an intent, which says what became of the money: held, collected, released, on its way or failed.
 * A released hold is neither refunded nor captured; that no Refund is made is so since 2025-03-31.basil.
 */
export function chargeOf(id: string, intent: WireIntent): Charge {
  const status = chargeStatus(intent);
  const failure = status === 'failed' ? intent.last_payment_error : null;
  return {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: intent.amount_received,
    amount_refunded: 0,
    captured: intent.amount_received > 0,
    created: intent.created,
    currency: intent.currency,
    customer: idOf(intent.customer),
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    livemode: intent.livemode,
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: idOf(intent.payment_method),
    refunded: false,
    status,
  };
}

function chargeStatus({ status, capture_method, last_payment_error }: WireIntent): Charge['status'] {
  if (status === 'processing') return 'pending';
  // What was canceled without having been held was still on its way.
  if (status === 'canceled' && capture_method !== 'manual') return 'failed';
  return last_payment_error === null ? 'succeeded' : 'failed';
}

function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === 'string' || reference === null ? reference : reference.id;
}
