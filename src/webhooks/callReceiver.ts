/** Makes an attempt at a function of this process. */

import type { Answer, Call, ReceiverFunction, SentAttempt } from './Receiver.js';

export function callReceiver(receiver: ReceiverFunction, attempt: SentAttempt): Call {
  const ending = new AbortController();
  return { answer: answerWithin(receiver, attempt, ending.signal), end: () => ending.abort() };
}

/** Rejects with the error of the function, when it returns no Response, and when the signal comes before its answer. */
async function answerWithin(
  receiver: ReceiverFunction,
  { headers, body }: SentAttempt,
  signal: AbortSignal,
): Promise<Answer> {
  const request = new Request('http://localhost/', { method: 'POST', headers, body, signal });
  const answered = await Promise.race([answerOf(receiver, request), aborted(signal)]);
  if (!isResponse(answered)) throw new TypeError('the function returned no Response');
  // It is not read.
  answered.body?.cancel().catch(() => undefined);
  return { status: answered.status, retryAfter: answered.headers.get('retry-after') };
}

/** Also rejects with what is thrown before there is a promise. */
async function answerOf(receiver: ReceiverFunction, request: Request): Promise<unknown> {
  return receiver(request);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Programs and test environments may have a Response of their own. */
function isResponse(answered: unknown): answered is Response {
  if (typeof answered !== 'object' || answered === null) return false;
  const { status, headers } = answered as Partial<Response>;
  return typeof status === 'number' && typeof headers?.get === 'function';
}
