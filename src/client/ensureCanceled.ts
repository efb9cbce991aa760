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

/** Options of `ensureCanceled`. They apply to each cancel and retrieve that it makes. */
export interface CancelingOptions<Reason = string> extends CallOptions {
  /** Why it is canceled. An intent that is canceled already keeps the reason that it has. Default: none. */
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
 * Makes sure that an intent is not going to be charged. Cancels it; if the response leaves open what happened, retrieves it;
 * if it still can be canceled, does both once more. Reports success only when a response shows that the intent is canceled.
 *
 * It mostly sends one request. At worst, with the default of two retries per call, it sends 12 requests to Stripe and 18 to
 * Chargefy; `timeout` applies to each of them, `signal` ends them all. It never rejects: failures are outcomes too.
 *
 * @param client is made by `createStripeClient` or `createChargefyClient`.
 * @param id is the intent's, `pi_…`.
 * @example
 * const result = await ensureCanceled(stripe, 'pi_…', {
 *   reason: 'requested_by_customer',
 *   signal: AbortSignal.timeout(20_000), // 20 seconds for everything; then the outcome is `unknown`
 * });
 * switch (result.outcome) {
 *   case 'canceled':
 *   case 'already_canceled':
 *     break; // it is not going to be charged
 *   case 'too_late':
 *     console.log(`It is ${result.status}.`); // a succeeded payment is refunded, not canceled
 *     break;
 *   case 'processing':
 *     break; // it can be canceled if the payment fails
 *   default:
 *     console.log(result.outcome, result.error?.message); // `unknown`: call again later
 * }
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
