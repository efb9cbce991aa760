/** Finds out once, before all checks, which form of request the target takes. */

import { type RequestOf, suites } from '../checks/suites.js';
import { cancelOf, send, unknownId } from './preflight.js';
import type { Run } from './Run.js';

/** Statuses that may refuse the form of a request. */
const refusals: ReadonlySet<number> = new Set([400, 415]);

/**
 * The first form of request that is not refused for an unknown intent: where one is refused and another is looked at, all
 * checks but that of the form itself use the other. When all are refused, the one that the dialect's clients send.
 */
export async function chooseRequest(run: Run): Promise<RequestOf | undefined> {
  const { dialect, target } = run;
  const { requestOf, otherRequests = [] } = suites[dialect];
  if (!requestOf || otherRequests.length === 0) return requestOf;
  for (const candidate of [requestOf, ...otherRequests]) {
    const request = cancelOf(dialect, target.key, unknownId, candidate('POST'));
    // Who gives no answer is judged by the checks.
    const answer = await send(request, run).catch(() => undefined);
    if (!answer) return requestOf;
    if (!refusals.has(answer.status)) return candidate;
  }
  return requestOf;
}
