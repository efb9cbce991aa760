/** Bounds how long something may take. */

import { setMaxListeners } from 'node:events';

/** Time ran out. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/**
 * Waits for something at most so many milliseconds, and no longer than until `outer` is aborted. The signal that it gets
 * is aborted when time is up, and when it is over: whatever is still open then was given up.
 *
 * @throws TookTooLong; the reason of `outer` when that was aborted.
 */
export async function withTimeout<T>(
  timeoutMs: number,
  act: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  outer?.throwIfAborted();
  const controller = quietController();
  let timer: NodeJS.Timeout | undefined;
  let giveUp: () => void = () => undefined;
  // AbortSignal.timeout would let the process end while an adapter waits for something that never comes.
  const ended = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(outer?.reason);
    outer?.addEventListener('abort', giveUp, { once: true });
    timer = setTimeout(() => reject(new TookTooLong(`it did not end within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([act(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', giveUp);
    controller.abort();
  }
}

/** Every request listens to a signal, and a race has many: no warning of a leak. */
export function quietController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
