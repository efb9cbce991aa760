import type { DialectName } from '../contract/dialect.js';

/** A sentence of the vendor's that no request can put to the test, and why. */
export interface Untestable {
  readonly dialect: DialectName;
  readonly quote: string;
  readonly reason: string;
}

export const untestable: readonly Untestable[] = [
  {
    dialect: 'stripe',
    quote:
      'Otherwise, you must [expire the Checkout Session](https://docs.stripe.com/docs/api/checkout/sessions/expire.md).',
    reason: 'it obliges the caller; Checkout Sessions are not part of the document',
  },
];
