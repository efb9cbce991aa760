import { randomUUID } from 'node:crypto';
import type { Json } from './Stranger.js';

export const now = () => Math.floor(Date.now() / 1000);

/** An intent with what most show of one. */
export function makeStripeIntent({ status, ...wishes }: Json): Json {
  const id = `pi_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
  const amount = 2000;
  return {
    id,
    object: 'payment_intent',
    amount,
    amount_capturable: status === 'requires_capture' ? amount : 0,
    amount_received: status === 'succeeded' ? amount : 0,
    canceled_at: status === 'canceled' ? now() : null,
    cancellation_reason: null,
    capture_method: status === 'requires_capture' ? 'manual' : 'automatic',
    client_secret: `${id}_secret_${randomUUID().slice(0, 8)}`,
    created: now(),
    currency: 'usd',
    latest_charge: null,
    livemode: false,
    metadata: {},
    next_action: status === 'requires_action' ? { type: 'use_stripe_sdk' } : null,
    payment_method: null,
    status,
    ...wishes,
  };
}
