/** Turns what a `fetch` or a caller’s own code throws into an error. */

import type { AnyError } from './ClientDialect.js';

/** The error of a `fetch` that rejected. Node puts the reason into `cause`; browsers give none. */
export function networkError(thrown: unknown): AnyError {
  const { code, cause } = (thrown ?? {}) as Thrown;
  const known = [cause?.code, code].find((candidate) => typeof candidate === 'string');
  return { kind: 'network', code: known ?? null, message: `The connection failed: ${reasonOf(thrown)}` };
}

/** The error of a caller's code that threw. */
export function exceptionError(thrown: unknown): AnyError {
  return { kind: 'exception', message: `The caller threw: ${reasonOf(thrown)}` };
}

/** Anything can be thrown. */
function reasonOf(thrown: unknown): string {
  const { message, cause } = (thrown ?? {}) as Thrown;
  const reasons = [cause?.message, message, thrown];
  return reasons.find((reason): reason is string => typeof reason === 'string' && reason !== '') ?? 'no reason given';
}

interface Thrown {
  readonly message?: unknown;
  readonly code?: unknown;
  readonly cause?: Thrown;
}
