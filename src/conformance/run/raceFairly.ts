/** Sends requests at the same time to a target that may limit the rate. */

import type { Answer, HttpRequest } from '../target/Exchange.js';
import { Unarranged } from '../target/Target.js';
import type { Pace } from './pace.js';

/**
 * Requests that a rate limit kept out take part in a later round, because nothing was done for them. If they are most,
 * it was no race. A lock of the object is an answer: its request has arrived.
 *
 * @throws Unarranged when the rate is limited too much for a race.
 */
export async function raceFairly(
  requests: readonly HttpRequest[],
  together: (requests: readonly HttpRequest[]) => Promise<Answer[]>,
  pace: Pace,
  signal: AbortSignal,
): Promise<Answer[]> {
  const wait = pace.patience();
  const answers = new Map<HttpRequest, Answer>();
  let left = requests;
  for (;;) {
    const round = await together(left);
    for (const [index, request] of left.entries()) answers.set(request, round[index] as Answer);
    const limited = round.filter(isLimit);
    const [first] = limited;
    if (!first) return requests.map((request) => answers.get(request) as Answer);
    if (left === requests && limited.length * 2 > requests.length) {
      throw new Unarranged(
        `rate limited: ${limited.length} of ${requests.length} simultaneous requests were answered 429`,
      );
    }
    await wait(first, signal);
    left = left.filter((request) => isLimit(answers.get(request) as Answer));
  }
}

function isLimit({ status, json }: Answer): boolean {
  const { error } = Object(json) as { readonly error?: unknown };
  return status === 429 && (Object(error) as { readonly code?: unknown }).code !== 'lock_timeout';
}
