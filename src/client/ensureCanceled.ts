/** Makes sure that an intent is not going to be charged, with a client of either dialect. */

import type { CancelRules } from './CancelRules.js';
import type { CallOptions } from './ClientOptions.js';
import {
  type AnyOutcome,
  type Failure,
  type Intent,
  isMissing,
  outcomeOfError,
  outcomeOfIntent,
  refusesState,
} from './cancelOutcome.js';
import type { EnsureCanceledOutcome } from './EnsureCanceledOutcome.js';
import type { Result } from './Result.js';
import { requestIdOf } from './requestId.js';

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
type CancelableStatusOf<Client extends CancelingClient> = Client['cancelRules']['cancelableStatuses'][number];
type ReasonOf<Client extends CancelingClient> = NonNullable<Parameters<Client['cancel']>[1]>['reason'] & string;

/**
 * Makes sure that an intent is not going to be charged: cancels it and, where the response leaves open what happened,
 * retrieves it and cancels once more. Doubt is never reported as success.
 */
export async function ensureCanceled<Client extends CancelingClient>(
  client: Client,
  id: string,
  options?: CancelingOptions<ReasonOf<Client>>,
): Promise<EnsureCanceledOutcome<IntentOf<Client>, ErrorOf<Client>, CancelableStatusOf<Client>>>;
export async function ensureCanceled(
  client: CancelingClient,
  id: string,
  options: CancelingOptions = {},
): Promise<AnyOutcome> {
  const { reason: _, ...how } = options;
  const rules = client.cancelRules;
  for (let isLast = false; ; isLast = true) {
    const canceled = await client.cancel(id, options);
    const { error, response, data: intent } = canceled;
    const ofCancel = requestIdOf(response);
    if (!error) return { outcome: canceled.retrieved ? 'already_canceled' : 'canceled', intent, ...ofCancel };
    const outcome = outcomeOfError(error, rules);
    if (outcome) return { ...outcome, ...ofCancel };

    const found = await client.retrieve(id, how);
    const ofRetrieve = requestIdOf(found.response);
    if (found.error) {
      return isMissing(found.error)
        ? { outcome: 'not_found', error: found.error, ...ofRetrieve }
        : { outcome: 'unknown', error, ...ofCancel };
    }
    const settled = outcomeOfIntent(found.data, refusesState(error, rules), rules);
    if (settled) return { ...settled, ...ofRetrieve };
    if (isLast) return { outcome: 'unknown', intent: found.data, error, ...ofRetrieve };
  }
}
