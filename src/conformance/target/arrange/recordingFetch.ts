/** Records the requests that arrange intents. */

import type { Exchange } from '../Exchange.js';
import { toAnswer } from '../httpTransport.js';

/**
 * A `fetch` that records each request with its answer, as far as the caller reads it.
 *
 * @param base is the URL that paths are appended to.
 * @param record is called when an answer was read or abandoned, or there was none; without it, nothing is recorded.
 */
export function recordingFetch(
  fetch: typeof globalThis.fetch,
  base: string,
  record?: (exchange: Exchange) => void,
): typeof globalThis.fetch {
  if (!record) return fetch;
  return async (input, init) => {
    // Not copied: a Request made of another can lose its signal.
    const { method, url, headers, body } = await partsOf(input, init);
    const path = url.startsWith(base) ? url.slice(base.length) : new URL(url).pathname;
    const request = { method, path, headers, ...(body === '' ? {} : { body }) };
    const startedAt = Date.now();
    const start = performance.now();
    const tell = (status: number, answered: Headers, text: string) => {
      const answer = toAnswer(status, Object.fromEntries(answered), text);
      record({ request, answer, base, startedAt, durationMs: performance.now() - start });
    };

    try {
      const response = await fetch(input, init);
      return whenRead(response, (text) => tell(response.status, response.headers, text));
    } catch (error) {
      tell(0, new Headers(), '');
      throw error;
    }
  };
}

async function partsOf(input: string | URL | Request, init?: RequestInit) {
  const request = input instanceof Request ? input.clone() : new Request(input, { ...init, signal: null });
  const { method, url } = request;
  // Capitalized as usual: a Request has them in lower case.
  const named = ([name, value]: [string, string]) => [name.replace(/\b[a-z]/g, (c) => c.toUpperCase()), value];
  const headers: Record<string, string> = Object.fromEntries(Array.from(request.headers, named));
  return { method, url, headers, body: await request.text() };
}

/** The same response. `tell` gets its body when it was read to its end or abandoned. */
function whenRead(response: Response, tell: (text: string) => void): Response {
  if (!response.body) {
    tell('');
    return response;
  }
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read().catch((error) => {
        tell(text);
        throw error;
      });
      if (done) {
        tell(text);
        controller.close();
      } else {
        text += decoder.decode(value, { stream: true });
        controller.enqueue(value);
      }
    },
    async cancel(reason) {
      tell(text);
      await reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
