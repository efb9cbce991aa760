/** Bounds how long something may take. */

import { setMaxListeners } from 'node:events';

/** Time ran out. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/**
 * Waits for work until time is up or `outer` is aborted. The signal that it gets is aborted then, and when the work is
 * over: what is still open was given up.
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

/** Gives no warning of a leak: every request of a race listens to the signal. */
export function quietController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
