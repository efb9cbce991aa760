import type { DialectName } from '../../contract/dialect.js';
import type { Check } from './Check.js';
import { chargefyChecks } from './chargefy/checks.js';
import { stripeChecks } from './stripe/checks.js';
import { stripeUntestable } from './stripe/untestable.js';
import type { Untestable } from './Untestable.js';

/** What the kit knows of one dialect. */
export interface Suite {
  /** In the order they run. */
  readonly checks: readonly Check[];
  readonly untestable: readonly Untestable[];
}

/** Every dialect's suite by its name. */
export const suites: Readonly<Record<DialectName, Suite>> = {
  stripe: { checks: stripeChecks, untestable: stripeUntestable },
  chargefy: { checks: chargefyChecks, untestable: [] },
};
