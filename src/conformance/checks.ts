import type { DialectName } from '../contract/dialect.js';
import type { Check } from './Check.js';
import { chargefyChecks } from './chargefy/checks.js';
import { stripeChecks } from './stripe/checks.js';

/** Every check of a dialect, in the order they run. */
export function checksOf(dialect: DialectName): readonly Check[] {
  return dialect === 'stripe' ? stripeChecks : chargefyChecks;
}
