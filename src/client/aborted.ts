import type { AnyError } from './Wire.js';

/** Rejects when the signal is aborted. */
export function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', reject, { once: true }));
}

export function abortedError({ reason }: AbortSignal): AnyError {
  return { kind: 'aborted', reason, message: 'The signal was aborted.' };
}
