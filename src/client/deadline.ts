import type { AnyError } from './ClientDialect.js';

/** Calls back once, when the milliseconds have passed or the signal is aborted. Returns a function that prevents that. */
export function startDeadline(milliseconds: number, signal: AbortSignal | undefined, callback: () => void): () => void {
  const end = () => {
    cancel();
    callback();
  };
  const timer = setTimeout(end, Math.min(milliseconds, longestTimer));
  const forget = signal && onAbort(signal, end);
  const cancel = () => {
    clearTimeout(timer);
    forget?.();
  };
  return cancel;
}

/** Waits, or until the signal is aborted. */
export function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    startDeadline(signal?.aborted ? 0 : milliseconds, signal, resolve);
  });
}

export function abortedError({ reason }: AbortSignal): AnyError {
  return { kind: 'aborted', reason, message: 'The signal was aborted.' };
}

/** Milliseconds. A longer timer would fire at once. */
const longestTimer = 2 ** 31 - 1;

const waiting = new WeakMap<EventTarget, Set<() => void>>();

/** Adds one listener per signal, however many wait for it: Node warns of more than ten. */
function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = waiting.get(signal) ?? new Set();
  waiting.set(signal, callbacks.add(callback));
  signal.addEventListener('abort', callAll);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) signal.removeEventListener('abort', callAll);
  };
}

function callAll(this: AbortSignal): void {
  for (const callback of waiting.get(this) ?? []) callback();
}
