/** Makes sure that an intent is not going to be charged, with a client of either dialect. */

import type { CancelRules } from './CancelRules.js';
import type { CallOptions } from './ClientOptions.js';
import { type Failure, type Intent, isMissing, outcomeOf, refusesState } from './cancelOutcome.js';
import type { EnsureCanceledOutcome } from './EnsureCanceledOutcome.js';
import type { Result } from './Result.js';

export interface CancelingOptions<Reason = string> extends CallOptions {
  readonly reason?: Reason | undefined;
}

/** A client of any dialect. */
export interface CancelingClient {
  readonly cancelRules: CancelRules;
  cancel(id: string, options?: CancelingOptions): Promise<Result<Intent, Failure>>;
  retrieve(id: string, options?: CallOptions): Promise<Result<Intent, Failure>>;
}

type IntentOf<Client extends CancelingClient> = NonNullable<Awaited<ReturnType<Client['cancel']>>['data']>;
type ErrorOf<Client extends CancelingClient> = NonNullable<Awaited<ReturnType<Client['cancel' | 'retrieve']>>['error']>;
type ReasonOf<Client extends CancelingClient> = NonNullable<Parameters<Client['cancel']>[1]>['reason'] & string;

/**
 * Makes sure that an intent is not going to be charged: cancels it and, where the response leaves open what happened,
 * retrieves it and cancels once more. Doubt is never reported as success.
 */
export async function ensureCanceled<Client extends CancelingClient>(
  client: Client,
  id: string,
  options?: CancelingOptions<ReasonOf<Client>>,
): Promise<EnsureCanceledOutcome<IntentOf<Client>, ErrorOf<Client>>>;
export async function ensureCanceled(
  client: CancelingClient,
  id: string,
  options: CancelingOptions = {},
): Promise<EnsureCanceledOutcome<Intent, Failure>> {
  const { reason: _, ...how } = options;
  const rules = client.cancelRules;
  let unknown: EnsureCanceledOutcome<Intent, Failure> = { outcome: 'unknown' };
  for (let round = 1; round <= 2; round += 1) {
    const canceled = await client.cancel(id, options);
    const outcome = outcomeOf(canceled, rules);
    if (outcome) return outcome;

    const { data: intent, error } = await client.retrieve(id, how);
    if (error)
      return isMissing(error)
        ? { outcome: 'not_found', error }
        : { outcome: 'unknown', error: canceled.error ?? error };
    const { status } = intent;
    if (status === 'canceled') return { outcome: 'already_canceled', intent };
    const isFinal = refusesState(canceled.error, rules) && !rules.cancelableStatuses.includes(status);
    if (status === 'succeeded' || isFinal) return { outcome: 'too_late', status, intent };
    unknown = { outcome: 'unknown', intent, ...(canceled.error && { error: canceled.error }) };
  }
  return unknown;
}
