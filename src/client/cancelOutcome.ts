/** Tells what the response to a cancel settles by itself. */

import type { CancelRules } from './CancelRules.js';
import type { EnsureCanceledOutcome } from './EnsureCanceledOutcome.js';
import type { Result } from './Result.js';

/** The error of a call, of either dialect. */
export interface Failure {
  readonly kind: string;
  readonly message: string;
  readonly status?: number;
  readonly body?: unknown;
}

/** An intent, of either dialect. */
export interface Intent {
  readonly status: string;
}

/** What the response to a cancel settles by itself; undefined when only a retrieve can tell. */
export function outcomeOf(
  result: Result<Intent, Failure>,
  rules: CancelRules,
): EnsureCanceledOutcome<Intent, Failure> | undefined {
  if (!result.error) {
    return { outcome: result.retrieved ? 'already_canceled' : 'canceled', intent: result.data };
  }
  const { error } = result;
  if (['invalid_id', 'client_secret', 'invalid_header'].includes(error.kind))
    return { outcome: 'invalid_request', error };
  if (error.kind === 'aborted') return { outcome: 'unknown', error };
  if (isMissing(error)) return { outcome: 'not_found', error };
  if (error.kind !== 'api') return undefined;
  if (error.status === 401 || error.status === 403) return { outcome: 'unauthenticated', error };
  if (error.status !== 400) return undefined;
  if (refusesState(error, rules)) {
    const intent = detailsOf(error).payment_intent;
    if (!intent) return undefined;
    const { status } = intent;
    return status === 'canceled' ? { outcome: 'already_canceled', intent } : { outcome: 'too_late', status, intent };
  }
  // Its words are the only trace of it: the error has neither a code nor a param.
  return { outcome: rules.checkoutMessage?.test(error.message) ? 'checkout_owned' : 'invalid_request', error };
}

/** Whether there is no such intent. A 404 without the code may as well mean that there is no such address. */
export function isMissing(error: Failure): boolean {
  return error.status === 404 && detailsOf(error).code === 'resource_missing';
}

/** Whether the status of the intent doesn't let it be canceled. */
export function refusesState(error: Failure | undefined, { stateErrorCode }: CancelRules): boolean {
  return error !== undefined && detailsOf(error).code === stateErrorCode;
}

function detailsOf({ kind, body }: Failure): { readonly code?: string; readonly payment_intent?: Intent } {
  return kind === 'api' ? (body as { error: object }).error : {};
}
