import type { DialectName } from '../../src/contract/dialect.js';

/** The vendor's rules that histories put to the test. None is taken from the package. */
export interface Rules {
  readonly statuses: readonly string[];
  readonly cancelable: readonly string[];
  /** Whether there are idempotency keys, and operations besides cancel and retrieve. */
  readonly whole: boolean;
  /** The answer to a transition that the intent's status does not allow. */
  readonly refusal: { readonly status: number; readonly code: string };
  /** Whether a bad reason is refused before anybody looks for the intent. */
  readonly reasonFirst: boolean;
  /** A moment as the vendor writes it. */
  time(seconds: number): unknown;
}

/** Statuses in which nothing has been paid, nor is on its way. */
export const unpaid: readonly unknown[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

const common = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'requires_capture',
  'processing',
];

export const rules: Readonly<Record<DialectName, Rules>> = {
  stripe: {
    statuses: [...common, 'succeeded', 'canceled'],
    cancelable: common,
    whole: true,
    refusal: { status: 400, code: 'payment_intent_unexpected_state' },
    reasonFirst: false,
    time: (seconds) => seconds,
  },
  chargefy: {
    statuses: [...common, 'pending', 'succeeded', 'canceled'],
    cancelable: [...common, 'pending'],
    whole: false,
    refusal: { status: 409, code: 'resource_state_conflict' },
    reasonFirst: true,
    time: (seconds) => new Date(seconds * 1000).toISOString().replace('.000', ''),
  },
};

const goodReasons: readonly (string | null)[] = [null, 'duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'];

export function isGoodReason(reason: string | null): boolean {
  return goodReasons.includes(reason);
}
