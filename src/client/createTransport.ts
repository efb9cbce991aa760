import createClient, { type Middleware } from 'openapi-fetch';
import type { AnyResult, Call, ClientDialect } from './ClientDialect.js';
import type { ClientOptions } from './ClientOptions.js';
import { limitBody, UnreadableBody } from './limitBody.js';
import { RequestArguments } from './RequestArguments.js';
import { readReply } from './readReply.js';
import { exceptionError, networkError } from './thrownError.js';

/** The response to a request, as soon as its headers came; its body may still be lost. */
export interface Seen {
  response?: Response;
}

/** Sends requests by openapi-fetch. Failures of the network, the server or a middleware are results. */
export interface Transport {
  send(call: Call, signal: AbortSignal, seen: Seen): Promise<AnyResult>;
  use(...middleware: Middleware[]): void;
  eject(...middleware: Middleware[]): void;
}

export function createTransport(options: ClientOptions, { digest, headers, encode }: ClientDialect): Transport {
  const { apiKey, baseUrl = digest.baseUrl, maxResponseBytes = 1_000_000 } = options;
  const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const shared = {
    baseUrl,
    headers: { Accept: 'application/json', ...headers, Authorization: `Bearer ${apiKey}` },
    ...(encode && { querySerializer: encode, bodySerializer: encode as (body: unknown) => string }),
  };
  const plain = createClient<UntypedPaths>({ ...shared, Request: RequestArguments as unknown as typeof Request });
  // Middleware gets a real Request. Without middleware, the call saves that copy.
  const extended = createClient<UntypedPaths>(shared);
  let client = plain;
  // The middleware that is registered first sees a response last.
  const limit: Middleware = { onResponse: ({ response }) => limitBody(response, maxResponseBytes) };
  for (const each of [plain, extended]) each.use(limit);

  return {
    async send(
      { method, path, params = {}, headers, body, middleware = [], timeout, maxRetries, ...rest },
      signal,
      seen,
    ) {
      let connectionFailed = false;
      const send = async (request: Request | RequestArguments) => {
        const init = request instanceof RequestArguments ? request.init : { ...rest, ...(await partsOf(request)) };
        try {
          // Following a redirect would turn the POST into a GET and look like a success.
          seen.response = await fetch(request.url, { ...init, redirect: 'manual', signal });
          return seen.response;
        } catch (thrown) {
          connectionFailed = true;
          throw thrown;
        }
      };
      try {
        const used = middleware.length ? extended : client;
        const { data, error, response } = await used[method](path, {
          ...rest,
          parseAs: 'text',
          params,
          headers: { ...(body && { 'Content-Type': digest.mediaType }), ...headers },
          body,
          middleware,
          signal,
          fetch: send,
        });
        return readReply(response, response.ok ? data : error, { method, path }, digest);
      } catch (thrown) {
        if (thrown instanceof UnreadableBody) return { error: thrown.error, ...seen };
        return { error: connectionFailed ? networkError(thrown) : exceptionError(thrown), ...seen };
      }
    },
    use(...middleware) {
      extended.use(...middleware);
      client = extended;
    },
    eject: extended.eject,
  };
}

/** The paths are checked where a call is written: see PathClient. */
type UntypedPaths = Record<string, Record<'get' | 'post', UntypedOperation>>;

interface UntypedOperation {
  readonly parameters: object;
  readonly requestBody?: { readonly content: { readonly 'application/json': object } };
  readonly responses: object;
}

/** The parts of a Request that are sent after a middleware has seen it. */
async function partsOf(request: Request): Promise<RequestInit> {
  const { method, headers } = request;
  return { method, headers, body: (method !== 'GET' && (await request.text())) || null };
}
