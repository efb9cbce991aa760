/** The entry point `payment-intent-contract/conformance`. */

import { type RunnableCheck, type RunnableOptions, toRunnable } from './runnable.js';
import { suites } from './suites.js';
import type { Target } from './Target.js';

export { arrangeByApi } from './arrange/api.js';
export { arrangeByFixtures } from './arrange/fixtures.js';
export { arrangeByIds } from './arrange/ids.js';
export { CannotRun } from './CannotRun.js';
export type { Check } from './Check.js';
export { type Conclusion, conclude } from './conclude.js';
export type { Answer, Exchange, HttpRequest } from './Exchange.js';
export { count, type Report, type Result, type Verdict } from './Result.js';
export type { RunOptions } from './runChecks.js';
export type { RunnableCheck, RunnableOptions } from './runnable.js';
export { type Arrange, type ArrangeOptions, type Target, Unarranged, type Wanted } from './Target.js';
export { verify } from './verify.js';

/** Every check of the Stripe dialect, to be run against a target. */
export function stripeChecks(target: Target, options?: RunnableOptions): RunnableCheck[] {
  return toRunnable('stripe', suites.stripe.checks, target, options);
}

/** Every check of the Chargefy dialect, to be run against a target. */
export function chargefyChecks(target: Target, options?: RunnableOptions): RunnableCheck[] {
  return toRunnable('chargefy', suites.chargefy.checks, target, options);
}
