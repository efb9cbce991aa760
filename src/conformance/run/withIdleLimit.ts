/** Bounds how long something may do nothing that is bounded itself. */

import { quietController, TookTooLong } from './withTimeout.js';

/** Runs what has a limit of its own. The time that it takes does not count. */
export type Busy = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Waits for something whose requests have a limit each: its own limit stands still while one of them is under way, so
 * that it grows with their number and with how slow the target is. The signal is aborted when it is over, and with
 * `outer`, which it is then for the requests to end with.
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
