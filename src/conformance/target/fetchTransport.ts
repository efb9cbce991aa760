/** Sends requests through a `fetch`, without a port. */

import type { HttpRequest } from './Exchange.js';
import { toAnswer } from './httpTransport.js';
import { Unarranged } from './Target.js';
import { NoAnswer, type Transport } from './Transport.js';

/** Any address: nothing goes over a network. */
const origin = 'http://target.invalid';

/** Asks a `fetch` instead of a network. */
export function fetchTransport(fetch: typeof globalThis.fetch): Transport {
  return {
    async send(request, signal) {
      const asked = toRequest(request, signal);
      const ask = async () => {
        const response = await fetch(asked);
        return toAnswer(response.status, Object.fromEntries(response.headers), await response.text());
      };
      try {
        return await Promise.race([ask(), aborted(signal)]);
      } catch (error) {
        throw new NoAnswer(error instanceof Error ? error.message : String(error), { cause: error });
      }
    },
  };
}

/** @throws Unarranged when it is no request that `fetch` sends as it is: one with a path to normalize, or a GET with a body. */
function toRequest({ method, path, headers, body }: HttpRequest, signal: AbortSignal): Request {
  const init: RequestInit = { method, headers, signal, redirect: 'manual', ...(body === undefined ? {} : { body }) };
  let request: Request | undefined;
  try {
    request = new Request(`${origin}${path}`, init);
  } catch {
    // Told below.
  }
  if (request?.url === `${origin}${path}`) return request;
  throw new Unarranged('it sends what fetch does not, and the target has only a fetch');
}

/** Not every fetch minds the signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
