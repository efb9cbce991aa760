/** Finds the outcome of `ensureCanceled` from one response. */

import type { CancelRules } from './CancelRules.js';
import type { EnsureCanceledOutcome } from './EnsureCanceledOutcome.js';

/** The error of a call, of any dialect. */
export interface Failure {
  readonly kind: string;
  readonly message: string;
  readonly status?: number;
  readonly body?: unknown;
}

/** An intent, of any dialect. */
export interface Intent {
  readonly status: string;
}

/** An outcome of any dialect. */
export interface AnyOutcome {
  readonly outcome: EnsureCanceledOutcome<Intent, Failure>['outcome'];
  readonly status?: string;
  readonly intent?: Intent;
  readonly error?: Failure;
}

/** The outcome that the error of a cancel proves; undefined when only a retrieve can tell. */
export function outcomeOfError(error: Failure, rules: CancelRules): AnyOutcome | undefined {
  const { kind, status, message } = error;
  if (['invalid_id', 'client_secret', 'invalid_header'].includes(kind)) return { outcome: 'invalid_request', error };
  if (kind === 'aborted') return { outcome: 'unknown', error };
  if (isMissing(error)) return { outcome: 'not_found', error };
  if (kind !== 'api') return undefined;
  if (status === 401 || status === 403) return { outcome: 'unauthenticated', error };
  if (status !== 400) return undefined;
  if (refusesState(error, rules)) {
    const intent = detailsOf(error).payment_intent;
    return intent && outcomeOfIntent(intent, true, rules);
  }
  // Only the message tells: the error has neither a code nor a param.
  return { outcome: rules.checkoutMessage?.test(message) ? 'checkout_owned' : 'invalid_request', error };
}

/**
 * The outcome that an intent proves; undefined for one that might still be canceled.
 *
 * @param refused whether a cancel was refused because of the status.
 */
export function outcomeOfIntent(intent: Intent, refused: boolean, rules: CancelRules): AnyOutcome | undefined {
  const { status } = intent;
  if (status === 'canceled') return { outcome: 'already_canceled', intent };
  // A debit under way can fail, and then the intent can be canceled.
  if (refused && status === 'processing') return { outcome: 'processing', intent };
  const isFinal = refused && !rules.cancelableStatuses.includes(status);
  return status === 'succeeded' || isFinal ? { outcome: 'too_late', status, intent } : undefined;
}

/** Whether there is no such intent. A 404 without the code may come from a wrong `baseUrl`. */
export function isMissing(error: Failure): boolean {
  return error.status === 404 && detailsOf(error).code === 'resource_missing';
}

/** Whether the status of the intent doesn't let it be canceled. */
export function refusesState(error: Failure, { stateErrorCode }: CancelRules): boolean {
  return detailsOf(error).code === stateErrorCode;
}

function detailsOf({ kind, body }: Failure): { readonly code?: string; readonly payment_intent?: Intent } {
  return kind === 'api' ? (body as { error: object }).error : {};
}
