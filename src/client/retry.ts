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
  let result: AnyResult | undefined;
  const isFinal = () => result && !(result.error && isTransient(result) && retryAfter(result.response) <= longestWait);
  try {
    await pRetry(
      async (number) => {
        result = await attempt(number);
        if (!isFinal()) throw new Transient();
      },
      {
        retries: maxRetries,
        minTimeout: retryDelay,
        maxTimeout: 10 * retryDelay,
        randomize: true,
        shouldRetry: ({ error }) => error instanceof Transient,
        onFailedAttempt: ({ retriesLeft }) => {
          const milliseconds = retriesLeft && retryAfter(result?.response);
          return milliseconds ? wait(milliseconds, signal) : undefined;
        },
        signal,
      },
    );
  } catch (thrown) {
    // An abort that comes with a final answer, or after it, doesn't take the answer back.
    if (!isFinal()) {
      if (signal?.aborted) return { error: abortedError(signal) };
      if (!(thrown instanceof Transient)) throw thrown;
    }
  }
  return result as AnyResult;
}

/** Makes p-retry go on; what happened is in the result. */
class Transient extends Error {}
