/** Bounds how long work may take besides its requests. */

import { quietController, TookTooLong } from './withTimeout.js';

/** Runs a part that has its own limit. Its time does not count. */
export type Busy = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Waits for work whose requests have a limit each. Its own limit stands still while one of them is under way, so a slow
 * target gets more time. The signal is aborted when the work is over, and with `outer`, so that requests end.
 *
 * @throws TookTooLong
 */
export async function withIdleLimit<T>(
  limitMs: number,
  outer: AbortSignal,
  act: (busy: Busy, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted();
  const controller = quietController();
  const abort = () => controller.abort(outer.reason);
  outer.addEventListener('abort', abort, { once: true });
  let left = limitMs;
  let underWay = 0;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  let expire: () => void = () => undefined;
  const expired = new Promise<never>((_resolve, reject) => {
    expire = () =>
      reject(new TookTooLong(`it took more than ${limitMs} ms besides its requests; --timeout (timeoutMs) gives more`));
  });

  function goOn(): void {
    if (over) return;
    since = performance.now();
    timer = setTimeout(expire, left);
  }

  function standStill(): void {
    clearTimeout(timer);
    left = Math.max(1, left - (performance.now() - since));
  }

  const busy: Busy = async (work) => {
    if (underWay === 0) standStill();
    underWay += 1;
    try {
      return await work();
    } finally {
      underWay -= 1;
      if (underWay === 0) goOn();
    }
  };

  goOn();
  try {
    return await Promise.race([act(busy, controller.signal), expired]);
  } finally {
    over = true;
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
    controller.abort(new TookTooLong('it is over'));
  }
}
