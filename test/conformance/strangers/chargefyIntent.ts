import { randomUUID } from 'node:crypto';
import type { Json } from './Stranger.js';

/** Whole seconds, as Chargefy writes them. */
export const moment = () => new Date().toISOString().replace(/\.\d+/, '');

/** An intent with all its members, one of which is null that is an object elsewhere. */
export function makeChargefyIntent({ status, ...wishes }: Json): Json {
  const id = `pi_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  const amount = 2000;
  return {
    id,
    object: 'payment_intent',
    amount,
    amount_capturable: status === 'requires_capture' ? amount : 0,
    amount_details: null,
    amount_received: status === 'succeeded' ? amount : 0,
    canceled_at: status === 'canceled' ? moment() : null,
    cancellation_reason: null,
    capture_method: status === 'requires_capture' ? 'manual' : 'automatic',
    client_secret: `${id}_secret_${randomUUID().slice(0, 8)}`,
    confirmation_method: 'automatic',
    created_at: moment(),
    currency: 'brl',
    customer: null,
    invoice: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: {},
    next_action: null,
    payment_method: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    setup_future_usage: null,
    status,
    updated_at: moment(),
    ...wishes,
  };
}
