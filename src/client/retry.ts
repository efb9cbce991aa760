import pRetry from 'p-retry';
import { abortedError } from './aborted.js';
import { retryAfter, wait } from './retryAfter.js';
import type { AnyResult, Wire } from './Wire.js';

export interface RetryOptions {
  readonly maxRetries: number;
  /** Milliseconds. */
  readonly retryDelay: number;
  readonly signal: AbortSignal | undefined;
  readonly isTransient: Wire['isTransient'];
}

/** Milliseconds. Who is told to wait longer gets the answer that says so. */
const longestWait = 60_000;

/**
 * Attempts until a result is final, with exponential backoff and jitter in between.
 *
 * @param attempt is given its number, from 1.
 */
export async function retry(
  attempt: (number: number) => Promise<AnyResult>,
  { maxRetries, retryDelay, signal, isTransient }: RetryOptions,
): Promise<AnyResult> {
  const isFinal = (result: AnyResult) =>
    !result.error || !isTransient(result) || retryAfter(result.response) > longestWait;

  let result = await attempt(1);
  if (isFinal(result)) return result;
  try {
    await pRetry(
      async (number) => {
        // The first is behind us: to go through here would cost a call that needs no other 7 % of its time.
        if (number > 1) result = await attempt(number);
        if (!isFinal(result)) throw new Transient();
      },
      {
        retries: Math.max(maxRetries, 0) || 0,
        minTimeout: retryDelay,
        maxTimeout: 10 * retryDelay,
        randomize: true,
        shouldRetry: ({ error }) => error instanceof Transient,
        onFailedAttempt: ({ retriesLeft }) => {
          const milliseconds = retriesLeft && retryAfter(result.response);
          return milliseconds ? wait(milliseconds, signal) : undefined;
        },
        signal,
      },
    );
  } catch (thrown) {
    // An abort that comes with a final answer, or after it, doesn't take the answer back.
    if (!isFinal(result)) {
      if (signal?.aborted) return { error: abortedError(signal) };
      if (!(thrown instanceof Transient)) throw thrown;
    }
  }
  return result;
}

/** Makes p-retry go on; what happened is in the result. */
class Transient extends Error {}
