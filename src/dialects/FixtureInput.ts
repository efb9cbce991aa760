/** A fixture as it is sent, once it has the right shape. */

import type { PaymentIntentStatus } from '../domain/PaymentIntent.js';

export interface FixtureInput {
  readonly status: PaymentIntentStatus;
  readonly id?: string;
  readonly amount?: number;
  readonly amount_received?: number;
  readonly currency?: string;
  readonly capture_method?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly customer?: string;
  readonly payment_method?: string;
  readonly cancellation_reason?: string;
  readonly checkout_session?: string;
  readonly expires_at?: number;
  readonly processing_cancelable?: boolean;
  readonly capture_before?: number;
  readonly last_payment_error?: { readonly charge?: unknown } | null;
}

/** In minor units, unless a fixture says otherwise. */
export const defaultAmount = 2000;

/** Statuses of an intent whose last payment went well so far. */
export const charged: readonly PaymentIntentStatus[] = ['requires_capture', 'processing', 'pending', 'succeeded'];
