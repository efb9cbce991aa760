/** Finds out once, before all checks, which form of request the target takes. */

import { Deviation } from '../checks/Deviation.js';
import { type RequestOf, suites } from '../checks/suites.js';
import { isUnarranged } from '../target/Target.js';
import { createSession, type SessionOptions } from './createSession.js';

/**
 * The first form of request by which an intent is canceled: where one is refused and another works, all checks but that
 * of the form itself use the other. When none works, or no intent can be had, the one that the dialect's clients send.
 */
export async function chooseRequest(options: SessionOptions): Promise<RequestOf> {
  const { requestOf, otherRequests } = suites[options.dialect];
  if (otherRequests.length === 0) return requestOf;
  try {
    const { arrange, cancel } = createSession(options);
    const id = await arrange('requires_payment_method');
    for (const candidate of [requestOf, ...otherRequests]) {
      const { status } = await cancel(id, candidate('POST'));
      if (status >= 200 && status < 300) return candidate;
      // A refusal of another kind is not one of the form.
      if (status !== 400 && status !== 415) return requestOf;
    }
  } catch (thrown) {
    if (!(thrown instanceof Deviation) && !isUnarranged(thrown)) throw thrown;
  }
  return requestOf;
}
