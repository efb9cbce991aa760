/** Sends requests through a `fetch`, and over a url what no `fetch` can send. */

import type { HttpRequest } from './Exchange.js';
import { toAnswer } from './httpTransport.js';
import { Unarranged } from './Target.js';
import { NoAnswer, type Tell, type Transport } from './Transport.js';

/** Asked for where a target has no url: nothing goes over a network. */
const anywhere = 'http://target.invalid';

/**
 * Asks a `fetch` instead of a network.
 *
 * @param overUrl takes what no `fetch` can send; without it, a check that does so is unarranged.
 */
export function fetchTransport(fetch: typeof globalThis.fetch, url = anywhere, overUrl?: Transport): Transport {
  const base = new URL(url).href.replace(/\/$/, '');

  function beyondFetch(why: string, tell?: Tell): Transport {
    tell?.(why);
    if (overUrl) return overUrl;
    throw new Unarranged(`${why}, and the target has only a fetch; give it a url as well`);
  }

  async function ask(request: Request) {
    const response = await fetch(request);
    return toAnswer(response.status, Object.fromEntries(response.headers), await response.text());
  }

  const transport: Transport = {
    async send(request, signal, tell) {
      const asked = toRequest(base, request, signal);
      if (!asked) return beyondFetch('it sends what fetch does not', tell).send(request, signal);
      try {
        return await Promise.race([ask(asked), aborted(signal)]);
      } catch (error) {
        throw new NoAnswer(error instanceof Error ? error.message : String(error), { cause: error });
      }
    },

    connection: {
      // A fetch keeps no byte back. Those released together are sent in one turn, which is as close as requests come.
      async hold(request, signal, tell) {
        const { promise, release } = gate();
        return { release, answer: promise.then(() => transport.send(request, signal, tell)) };
      },

      // An abort would not do: nobody can tell whether the request has left by then.
      async sendAndDrop(request, signal, tell) {
        const { connection } = beyondFetch('it cuts the connection before the answer', tell);
        await connection.sendAndDrop(request, signal);
      },
    },

    ...(overUrl && { overUrl, close: () => overUrl.close?.() }),
  };
  return transport;
}

/** Undefined for what `fetch` does not send as it is: a path to normalize, a GET with a body, a method that it refuses. */
function toRequest(
  base: string,
  { method, path, headers, body }: HttpRequest,
  signal: AbortSignal,
): Request | undefined {
  // As bytes: of a text without a Content-Type, fetch says that it is text/plain.
  const init: RequestInit = {
    method,
    headers,
    signal,
    redirect: 'manual',
    ...(body !== undefined && { body: Buffer.from(body) }),
  };
  try {
    const request = new Request(`${base}${path}`, init);
    return request.url === `${base}${path}` ? request : undefined;
  } catch {
    return undefined;
  }
}

/** Not every fetch minds the signal. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

function gate(): { promise: Promise<void>; release: () => void } {
  let release: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}
