import type { DialectName } from '../../contract/dialect.js';
import type { Check } from './Check.js';
import { chargefyChecks } from './chargefy/checks.js';
import type { RequestOverrides } from './Session.js';
import { stripeChecks } from './stripe/checks.js';
import { bare, requestOf } from './stripe/request.js';
import { stripeUntestable } from './stripe/untestable.js';
import type { Untestable } from './Untestable.js';

/** What a client sends with a request of a method, besides the key. */
export type RequestOf = (method: string) => Pick<RequestOverrides, 'headers' | 'body'>;

/** What the kit knows of one dialect. */
export interface Suite {
  /** In the order they run. */
  readonly checks: readonly Check[];
  readonly untestable: readonly Untestable[];
  /** What the dialect's own clients send with every request; nothing but the key when left out. */
  readonly requestOf?: RequestOf;
  /** Other forms that the vendor shows, for a target that refuses the first. */
  readonly otherRequests?: readonly RequestOf[];
}

/** Every dialect's suite by its name. */
export const suites: Readonly<Record<DialectName, Suite>> = {
  stripe: { checks: stripeChecks, untestable: stripeUntestable, requestOf, otherRequests: [() => bare] },
  chargefy: { checks: chargefyChecks, untestable: [] },
};
