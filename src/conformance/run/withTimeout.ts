/** Bounds how long something may take. */

import { setMaxListeners } from 'node:events';

/** Time ran out, and nothing of the target's was being waited for. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/**
 * Waits for something at most so many milliseconds. The signal is aborted when time is up, and when it is over:
 * whatever is still open then was given up.
 *
 * @throws TookTooLong
 */
export async function withTimeout<T>(timeoutMs: number, act: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  // Every request listens, and a race has many.
  setMaxListeners(0, controller.signal);
  let timer: NodeJS.Timeout | undefined;
  // AbortSignal.timeout would let the process end while an adapter waits for something that never comes.
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      // A request that is aborted tells more; it goes first.
      setImmediate(() => reject(new TookTooLong(`it did not end within ${timeoutMs} ms`)));
    }, timeoutMs);
  });
  try {
    return await Promise.race([act(controller.signal), expired]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
