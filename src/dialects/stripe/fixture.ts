/** Intents of Stripe in a wanted state. */

import { contractFor } from '../../contract/contracts.js';
import { cancellationReasonValues, captureMethodValues, paymentIntentStatusValues } from '../../contract/stripe.js';
import type { Owner } from '../../domain/PaymentIntent.js';
import type { MadeIntent } from '../Dialect.js';
import { alreadyPassed, disagreementOf, type Fixture, fixtureReader, idSchema, notYetCreated } from '../fixture.js';
import { newClientSecret } from '../newId.js';
import { inDocumentsOrder } from '../recording.js';
import { settlementPeriod } from './attempt.js';
import { decode, type WireIntent } from './codec.js';
import { unset } from './unset.js';

const read = fixtureReader({
  statuses: paymentIntentStatusValues,
  captureMethods: ['automatic_async', ...captureMethodValues.filter((method) => method !== 'automatic_async')],
  cancellationReasons: cancellationReasonValues,
  currency: 'usd',
  checkout: true,
  expiry: true,
  members: {
    created: {},
    payment_method_types: {},
    last_payment_error: { type: ['object', 'null'] },
    on_behalf_of: idSchema('acct'),
    application: idSchema('ca'),
    description: {},
  },
});

export function fixture(input: unknown, owner: Owner, now: number): MadeIntent | { problem: string } {
  const wanted = read(input);
  if ('problem' in wanted) return wanted;
  const { checkoutSession, cancelableWhileProcessing, captureBefore, sessionExpiresAt } = wanted;
  const wire = inDocumentsOrder(wireIntent(wanted, owner, now), contractFor('stripe'));
  const problem =
    disagreementOf(wire, contractFor('stripe').schema('PaymentIntent')) ??
    notYetCreated('created', wire.created, now) ??
    alreadyPassed('capture_before', captureBefore, now) ??
    alreadyPassed('expires_at', sessionExpiresAt, now);
  if (problem) return { problem };
  const intent = decode(wire, now);
  const expiresAt = captureBefore ?? intent.expiresAt;
  const settlesAt = wanted.status === 'processing' ? now + settlementPeriod : null;
  return { intent: { ...intent, checkoutSession, cancelableWhileProcessing, expiresAt, settlesAt }, sessionExpiresAt };
}

/** The full object of today, every property that is always present included. */
function wireIntent(wanted: Fixture, { livemode }: Owner, now: number): WireIntent {
  return {
    id: wanted.id,
    object: 'payment_intent',
    ...unset,
    amount: wanted.amount,
    amount_capturable: wanted.amountCapturable,
    amount_received: wanted.amountReceived,
    canceled_at: wanted.status === 'canceled' ? now : null,
    cancellation_reason: wanted.cancellationReason as WireIntent['cancellation_reason'],
    capture_method: wanted.captureMethod as WireIntent['capture_method'],
    client_secret: newClientSecret(wanted.id),
    confirmation_method: 'automatic',
    created: now,
    currency: wanted.currency,
    customer: wanted.customer,
    latest_charge: wanted.latestCharge,
    livemode,
    metadata: wanted.metadata,
    next_action: wanted.status === 'requires_action' ? { type: 'use_stripe_sdk', use_stripe_sdk: {} } : null,
    payment_method: wanted.paymentMethod,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    processing: wanted.status === 'processing' ? { type: 'card' } : null,
    status: wanted.status as WireIntent['status'],
    ...wanted.members,
  };
}
