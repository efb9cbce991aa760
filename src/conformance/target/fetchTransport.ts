/** Sends requests through a `fetch`, and over a URL those that no `fetch` can send. */

import type { HttpRequest } from './Exchange.js';
import { maxAnswerBytes, toAnswer, tooLarge } from './httpTransport.js';
import { Unarranged } from './Target.js';
import { NoAnswer, type Tell, type Transport } from './Transport.js';
import { messageOf } from './wordsOf.js';

/** The base URL for a target without one: nothing goes over a network. */
const anywhere = 'http://target.invalid';

/**
 * Sends requests through a `fetch` instead of the network.
 *
 * @param overUrl sends what no `fetch` can; without it, a check that needs it is unarranged.
 */
export function fetchTransport(fetch: typeof globalThis.fetch, url = anywhere, overUrl?: Transport): Transport {
  const base = new URL(url).href.replace(/\/$/, '');

  function beyondFetch(why: string, tell?: Tell): Transport {
    tell?.(why);
    if (overUrl) return overUrl;
    throw new Unarranged(`${why}, and the target has only a fetch; give it a url as well`);
  }

  async function ask(request: Request, signal: AbortSignal) {
    const response = await fetch(request);
    const { status } = response;
    if (!Number.isInteger(status)) throw new TypeError('the fetch gave no Response');
    const text = await readText(response, signal);
    return toAnswer(status, Object.fromEntries(response.headers), text);
  }

  const transport: Transport = {
    async send(request, signal, tell) {
      const asked = toRequest(base, request, signal);
      if (!asked) return beyondFetch('it sends what fetch does not', tell).send(request, signal);
      try {
        return await unlessAborted(ask(asked, signal), signal);
      } catch (error) {
        throw new NoAnswer(messageOf(error), { cause: error });
      }
    },

    connection: {
      // A fetch can't hold a byte back. Requests released together are sent in one turn, as close to each other as possible.
      async hold(request, signal, tell) {
        const { promise, release } = gate();
        return { release, answer: promise.then(() => transport.send(request, signal, tell)) };
      },

      // An abort would not do: it is unknown whether the request has left by then.
      async sendAndDrop(request, signal, tell) {
        const { connection } = beyondFetch('it cuts the connection before the answer', tell);
        await connection.sendAndDrop(request, signal);
      },
    },

    ...(overUrl && { overUrl, close: () => overUrl.close?.() }),
  };
  return transport;
}

/** Undefined for requests that `fetch` would change or reject: a path to normalize, a GET with a body, a forbidden method. */
function toRequest(
  base: string,
  { method, path, headers, body }: HttpRequest,
  signal: AbortSignal,
): Request | undefined {
  // As bytes: fetch would add text/plain to a text without a Content-Type.
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

/** Reads a body up to the limit of an answer. It stops reading an endless body when its time is up. */
export async function readText(response: Response, signal: AbortSignal): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read();
      if (done) return Buffer.concat(chunks).toString('utf8');
      size += value.byteLength;
      if (size > maxAnswerBytes) throw new Error(tooLarge);
      chunks.push(value);
    }
    throw signal.reason;
  } finally {
    // Not awaited: the stream may never end.
    reader.cancel().catch(() => undefined);
  }
}

/** Some fetches ignore the signal. */
export async function unlessAborted<T>(outcome: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([outcome, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function gate(): { promise: Promise<void>; release: () => void } {
  let release: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}
