/** The entry point `payment-intent-contract/conformance`. */

import { suites } from './checks/suites.js';
import { type TestCase, type TestCaseOptions, toTestCases } from './run/testCases.js';
import type { Target } from './target/Target.js';

export type { Check } from './checks/Check.js';
export { type Conclusion, conclude } from './run/conclude.js';
export type { Exceptions } from './run/Exceptions.js';
export { count, type Report, type Result, type Verdict } from './run/Result.js';
export type { RunOptions } from './run/runChecks.js';
export type { TestCase as RunnableCheck, TestCaseOptions as RunnableOptions } from './run/testCases.js';
export { verify } from './run/verify.js';
export { arrangeByApi } from './target/arrange/api.js';
export { arrangeByFixtures } from './target/arrange/fixtures.js';
export { arrangeByIds } from './target/arrange/ids.js';
export { CannotRun } from './target/CannotRun.js';
export type { Answer, Exchange, HttpRequest } from './target/Exchange.js';
export { receiveWebhooks, type WebhookOptions, type WebhookReceiver } from './target/receiveWebhooks.js';
export { type Arrange, type ArrangeOptions, type Target, Unarranged, type Wanted } from './target/Target.js';

/**
 * Every check of the Stripe dialect as a test case, for any test runner. Nothing is sent until a case's `run` is called.
 *
 * @example
 * for (const { level, title, run } of stripeChecks(target)) test(`${level} ${title}`, run);
 */
export function stripeChecks(target: Target, options?: TestCaseOptions): TestCase[] {
  return toTestCases('stripe', suites.stripe.checks, target, options);
}

/**
 * Every check of the Chargefy dialect as a test case, for any test runner. Nothing is sent until a case's `run` is called.
 *
 * @example
 * for (const { level, title, run } of chargefyChecks(target)) test(`${level} ${title}`, run);
 */
export function chargefyChecks(target: Target, options?: TestCaseOptions): TestCase[] {
  return toTestCases('chargefy', suites.chargefy.checks, target, options);
}
