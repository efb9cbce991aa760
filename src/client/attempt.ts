import { createFinalURL, removeTrailingSlash } from 'openapi-fetch';
import { abortedError, whenAborted } from './aborted.js';
import type { CallOptions, ClientOptions } from './ClientOptions.js';
import { encodeForm } from './encodeForm.js';
import { networkError } from './networkError.js';
import { readAnswer } from './readAnswer.js';
import { redact } from './redact.js';
import type { AnyResult, Call, Wire } from './Wire.js';

/** Sends one request and waits for its answer. Whatever a network or a server can do is in the result. */
export type Attempt = (call: Call, options: CallOptions) => Promise<AnyResult>;

export function createAttempt(options: ClientOptions, wire: Wire): Attempt {
  const { apiKey, baseUrl = wire.baseUrl, fetch = (url, init) => globalThis.fetch(url, init) } = options;
  const root = removeTrailingSlash(baseUrl);
  const own = { accept: 'application/json', ...wire.headers, authorization: `Bearer ${apiKey}` };

  /** The arguments of `fetch`. A Request instead would take half as long again: `fetch` makes one of its own anyway. */
  function requestOf({ method, path, params, body }: Call): [url: string, init: RequestInit] {
    const headers: Record<string, string> = { ...own, ...(body && { 'content-type': wire.contentType }) };
    for (const [name, value] of Object.entries(params.header ?? {})) {
      if (value !== undefined) headers[name.toLowerCase()] = value;
    }
    const url = createFinalURL(path, { ...serializers, baseUrl: root, params });
    // Followed, a redirect would turn the POST into a GET and look like a success.
    return [url, { method, headers, body: body ? wire.encode(body) : null, redirect: 'manual' }];
  }

  async function attempt(call: Call, { signal, timeout = options.timeout ?? 30_000 }: CallOptions): Promise<AnyResult> {
    if (signal?.aborted) return { error: abortedError(signal) };
    const [url, init] = requestOf(call);
    const stop = new AbortController();
    const abort = () => stop.abort();
    let late = false;
    const timer = setTimeout(
      () => {
        late = true;
        abort();
      },
      Math.min(timeout, longestTimer),
    );
    signal?.addEventListener('abort', abort);

    try {
      const answer = fetch(url, { ...init, signal: stop.signal }).then((response) =>
        readAnswer(response, call.path, wire.documented[call.path]),
      );
      // A caller's own `fetch` may not listen to the signal.
      return await (options.fetch ? Promise.race([answer, whenAborted(stop.signal)]) : answer);
    } catch (thrown) {
      if (late) return { error: { kind: 'timeout', timeout, message: `No complete answer within ${timeout} ms.` } };
      return { error: signal?.aborted ? abortedError(signal) : networkError(thrown) };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  return async (call, callOptions) => redact(await attempt(call, callOptions), apiKey);
}

const serializers = {
  querySerializer: encodeForm,
  pathSerializer: (path: string, parameters: Readonly<Record<string, unknown>>) =>
    path.replace(/\{(\w+)\}/, (_, name) => encodeURIComponent(String(parameters[name]))),
};

/** Milliseconds. A longer timer would fire at once. */
const longestTimer = 2 ** 31 - 1;
