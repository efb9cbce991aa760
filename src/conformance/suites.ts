import type { DialectName } from '../contract/dialect.js';
import type { Check } from './Check.js';
import { chargefyChecks } from './chargefy/checks.js';
import { arrangeByStripeApi } from './stripe/arrangeByApi.js';
import { stripeChecks } from './stripe/checks.js';
import { stripeUntestable } from './stripe/untestable.js';
import type { Arrange } from './Target.js';
import type { Untestable } from './Untestable.js';

/** What the kit knows of one dialect. */
export interface Suite {
  /** In the order they run. */
  readonly checks: readonly Check[];
  readonly untestable: readonly Untestable[];
  /** Arranges through the vendor's own operations; absent where none is documented that creates an intent. */
  readonly arrangeByApi?: (base: string, fetch: typeof globalThis.fetch) => Arrange;
}

/** Every dialect's suite by its name. */
export const suites: Readonly<Record<DialectName, Suite>> = {
  stripe: { checks: stripeChecks, untestable: stripeUntestable, arrangeByApi: arrangeByStripeApi },
  chargefy: { checks: chargefyChecks, untestable: [] },
};
