import type { AnyResult, Call } from './ClientDialect.js';
import type { Seen, Transport } from './createTransport.js';
import { abortedError, startDeadline } from './deadline.js';

/** Sends one request and waits for its response, until `timeout` milliseconds have passed or the caller's signal is aborted. */
export async function sendOnce(transport: Transport, call: Call, timeout: number): Promise<AnyResult> {
  const { signal } = call;
  if (signal?.aborted) return { error: abortedError(signal) };
  const stop = new AbortController();
  const seen: Seen = {};
  // A caller's own `fetch`, or a middleware, may not listen to the signal: the deadline then settles the call.
  return new Promise((resolve, reject) => {
    const cancel = startDeadline(timeout, signal, () => {
      const message = `No complete response within ${timeout} ms.`;
      resolve({ error: signal?.aborted ? abortedError(signal) : { kind: 'timeout', timeout, message }, ...seen });
      stop.abort();
    });
    transport.send(call, stop.signal, seen).then(resolve, reject).finally(cancel);
  });
}
