/** Events: what has happened to an intent or what belongs to it, written down together with that. */

import type { CheckoutSession } from './CheckoutSession.js';
import type { PaymentIntent } from './PaymentIntent.js';

/** Everything that can happen, whether or not a dialect has a word for it. */
export const eventKinds = [
  'intent.created',
  'intent.held',
  'intent.challenged',
  'intent.processing',
  'intent.failed',
  'intent.succeeded',
  'intent.canceled',
  'charge.pending',
  'charge.succeeded',
  'charge.failed',
  'charge.captured',
  'charge.expired',
  'charge.updated',
  'session.expired',
] as const;

export type EventKind = (typeof eventKinds)[number];

/** The request that makes things happen. Whatever time brings has none. */
export interface Cause {
  readonly requestId: string;
  /** The one that was sent, or that the server has made; null in a dialect without such keys. */
  readonly idempotencyKey: string | null;
}

/** What an event is about, as it was right after that. A charge is shown by its intent. */
export type Subject = { readonly intent: PaymentIntent } | { readonly session: CheckoutSession };

export interface Event {
  readonly id: string;
  readonly kind: EventKind;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly subject: Subject;
  /** Null when no request made it happen. */
  readonly cause: Cause | null;
  /** Deliveries that are not acknowledged yet. */
  readonly pending: number;
}

/** Seconds after which an event is forgotten that waits for no delivery. */
const retention = 30 * 24 * 60 * 60;

/** When the oldest event happened that is not forgotten yet. Both in Unix seconds. */
export function oldestEventKept(now: number): number {
  return now - retention + 1;
}
