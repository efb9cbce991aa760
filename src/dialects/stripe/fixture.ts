/** Intents of Stripe in a wanted state. */

import { cancellationReasonValues, captureMethodValues, paymentIntentStatusValues } from '../../../generated/stripe.js';
import type { Owner, PaymentIntent } from '../../domain/PaymentIntent.js';
import { type Fixture, fixtureReader, newClientSecret } from '../fixture.js';
import { decode, type WireIntent } from './codec.js';

const read = fixtureReader({
  statuses: paymentIntentStatusValues,
  captureMethods: ['automatic_async', ...captureMethodValues.filter((method) => method !== 'automatic_async')],
  cancellationReasons: cancellationReasonValues,
  currency: 'usd',
  checkout: true,
});

export function fixture(input: unknown, owner: Owner, now: number): { intent: PaymentIntent } | { problem: string } {
  const wanted = read(input);
  if ('problem' in wanted) return wanted;
  const { checkoutSession, cancelableWhileProcessing } = wanted;
  return { intent: { ...decode(wireIntent(wanted, owner, now)), checkoutSession, cancelableWhileProcessing } };
}

/** The full object of today, every property that is always present included. */
function wireIntent(wanted: Fixture, { livemode }: Owner, now: number): WireIntent {
  return {
    id: wanted.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: wanted.amount,
    amount_capturable: wanted.amountCapturable,
    amount_details: { tip: {} },
    amount_received: wanted.amountReceived,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: wanted.status === 'canceled' ? now : null,
    cancellation_reason: wanted.cancellationReason as WireIntent['cancellation_reason'],
    capture_method: wanted.captureMethod as WireIntent['capture_method'],
    client_secret: newClientSecret(wanted.id),
    confirmation_method: 'automatic',
    created: now,
    currency: wanted.currency,
    customer: wanted.customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: wanted.latestCharge,
    livemode,
    managed_payments: { enabled: false },
    metadata: wanted.metadata,
    next_action: wanted.status === 'requires_action' ? { type: 'use_stripe_sdk', use_stripe_sdk: {} } : null,
    on_behalf_of: null,
    payment_method: wanted.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: wanted.status === 'processing' ? { type: 'card' } : null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: wanted.status as WireIntent['status'],
    transfer_data: null,
    transfer_group: null,
  };
}
