/** Intents of Chargefy in a wanted state. */

import { cancellationReasonValues, captureMethodValues, paymentIntentStatusValues } from '../../contract/chargefy.js';
import { contractFor } from '../../contract/contracts.js';
import type { Owner, PaymentIntent } from '../../domain/PaymentIntent.js';
import { disagreementOf, type Fixture, fixtureReader, notYetCreated } from '../fixture.js';
import { newClientSecret } from '../newId.js';
import { decode, fromIso, toIso, type WireIntent } from './codec.js';

const read = fixtureReader({
  statuses: paymentIntentStatusValues,
  captureMethods: captureMethodValues,
  cancellationReasons: cancellationReasonValues,
  currency: 'brl',
  checkout: false,
  expiry: false,
  members: { created_at: {}, payment_method_types: {}, last_payment_error: { type: ['object', 'null'] } },
});

export function fixture(input: unknown, owner: Owner, now: number): { intent: PaymentIntent } | { problem: string } {
  const wanted = read(input);
  if ('problem' in wanted) return wanted;
  const { cancelableWhileProcessing } = wanted;
  const wire = wireIntent(wanted, owner, now);
  const problem =
    disagreementOf(wire, contractFor('chargefy').schema('PaymentIntent')) ??
    notYetCreated('created_at', fromIso(wire.created_at), now);
  return problem ? { problem } : { intent: { ...decode(wire), cancelableWhileProcessing } };
}

function wireIntent(wanted: Fixture, { livemode }: Owner, now: number): WireIntent {
  const byPix = wanted.status === 'pending' || wanted.status === 'requires_action';
  return {
    id: wanted.id,
    object: 'payment_intent',
    amount: wanted.amount,
    amount_capturable: wanted.amountCapturable,
    amount_details: { installment_interest: 0, subtotal: wanted.amount, total: wanted.amount },
    amount_received: wanted.amountReceived,
    canceled_at: wanted.status === 'canceled' ? toIso(now) : null,
    cancellation_reason: wanted.cancellationReason as WireIntent['cancellation_reason'],
    capture_method: wanted.captureMethod as WireIntent['capture_method'],
    client_secret: newClientSecret(wanted.id),
    confirmation_method: 'automatic',
    created_at: toIso(now),
    currency: wanted.currency,
    customer: wanted.customer,
    invoice: null,
    last_payment_error: null,
    latest_charge: wanted.latestCharge,
    livemode,
    metadata: wanted.metadata,
    next_action: byPix ? { pix_display_qr_code: {} } : null,
    payment_method: wanted.paymentMethod,
    payment_method_options: {},
    payment_method_types: [byPix ? 'pix' : 'credit_card'],
    setup_future_usage: null,
    status: wanted.status,
    updated_at: toIso(now),
    ...wanted.members,
  };
}
