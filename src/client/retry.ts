/** Repeats requests with exponential backoff until a result is final. */

import type { AnyResult, ClientDialect } from './ClientDialect.js';
import { wait } from './deadline.js';
import { retryAfter } from './retryAfter.js';

export interface RetryOptions {
  readonly maxRetries: number;
  /** Milliseconds. */
  readonly retryDelay: number;
  readonly signal: AbortSignal | undefined;
  readonly isTransient: ClientDialect['isTransient'];
}

/** Milliseconds. If `Retry-After` exceeds this, return that response. */
const longestWait = 60_000;

/** Kinds of errors that a retry would get again, whatever the status. */
const final = ['too_large', 'exception'];

/**
 * Sends until a result is final, with exponential backoff and jitter in between.
 *
 * @param send gets the number of the attempt, from 1.
 */
export async function retry(
  send: (number: number) => Promise<AnyResult>,
  { maxRetries, retryDelay, signal, isTransient }: RetryOptions,
): Promise<AnyResult> {
  for (let number = 1; ; number += 1) {
    const result = await send(number);
    const asked = retryAfter(result.response);
    if (!(number <= maxRetries && asked <= longestWait)) return result;
    if (!result.error || final.includes(result.error.kind) || !isTransient(result)) return result;
    const backoff = retryDelay * 2 ** (number - 1) * (1 + Math.random());
    // If the signal is aborted meanwhile, the next request ends before it is sent.
    await wait(asked + Math.min(backoff, 10 * retryDelay), signal);
  }
}
