/** What an intent from a fixture or a recording names: customer, payment method, charge and session. */

import type { CheckoutSession as WireSession } from '../../contract/stripe.js';
import { type CheckoutSession, unfinished } from '../../domain/CheckoutSession.js';
import type { Owner, PaymentIntent } from '../../domain/PaymentIntent.js';
import type { RelatedObject } from '../../domain/RelatedObject.js';
import type { MadeIntent, Named } from '../Dialect.js';
import { encode, idOf } from './codec.js';
import { asRelated, ordinaryCard } from './paymentMethod.js';

/** Seconds for which a session is open, unless it was told otherwise. */
const sessionPeriod = 24 * 60 * 60;

export function namedBy({ intent, sessionExpiresAt }: MadeIntent, owner: Owner, now: number): Named {
  const wire = encode(intent);
  const [customer, method, charge] = [idOf(wire.customer), idOf(wire.payment_method), idOf(wire.latest_charge)];
  const objects: RelatedObject[] = [];
  if (customer !== null) objects.push({ kind: 'customer', id: customer, paymentIntent: null, details: {} });
  if (method !== null) objects.push(asRelated(ordinaryCard(method, { owner, now, customer })));
  if (charge !== null) objects.push({ kind: 'charge', id: charge, paymentIntent: intent.id, details: {} });
  const { checkoutSession: id } = intent;
  return {
    objects,
    ...(id !== null && { session: sessionOf(id, intent, now, sessionExpiresAt ?? now + sessionPeriod) }),
  };
}

function sessionOf(id: string, intent: PaymentIntent, now: number, expiresAt: number): CheckoutSession {
  const { amount, currency, customer, livemode } = encode(intent);
  const isOpen = unfinished.includes(intent.status);
  const status = isOpen ? 'open' : intent.status === 'canceled' ? 'expired' : 'complete';
  const wire: WireSession = {
    id,
    object: 'checkout.session',
    amount_total: amount,
    created: now,
    currency,
    customer: idOf(customer),
    expires_at: expiresAt,
    livemode,
    metadata: {},
    mode: 'payment',
    payment_intent: intent.id,
    payment_status: intent.status === 'succeeded' ? 'paid' : 'unpaid',
    status,
    success_url: null,
    url: `https://checkout.stripe.com/c/pay/${id}`,
  };
  return { id, status, paymentIntent: intent.id, expiresAt, details: { ...wire } };
}
