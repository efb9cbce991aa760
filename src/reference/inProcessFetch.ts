/** A `fetch` that reaches an HTTP server of this process, without a port. */

import { once } from 'node:events';
import http, { type IncomingMessage, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import { ReadableStream } from 'node:stream/web';

// Read when the module loads: tools that intercept requests replace it later, and would intercept these.
const { request: send } = http;

/** Statuses whose response has no body. */
const bodiless: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/**
 * Creates a `fetch` that reaches the server with any host in the URL. Each request has its own connection, and
 * redirects are not followed.
 *
 * It rejects as the global one does: with the reason of an abort, and with a TypeError of `code` ECONNRESET when the connection
 * is lost before the headers came. A body that is cut off fails while it is read.
 */
export function inProcessFetch(server: Server): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    // A Request alone may lose its signal, and so an abort, to the garbage collector.
    const signal = init?.signal ?? (input instanceof Request ? input.signal : request.signal);
    signal.throwIfAborted();
    const body = Buffer.from(await request.arrayBuffer());
    const answer = await exchange(server, request, body, signal).catch((cause) => {
      signal.throwIfAborted();
      throw Object.assign(new TypeError('fetch failed', { cause }), { code: cause.code });
    });
    if (request.redirect === 'error' && isRedirect(answer)) throw new TypeError('fetch failed: unexpected redirect');
    return responseOf(answer, request.url);
  };
}

async function exchange(
  server: Server,
  { method, url, headers }: Request,
  body: Buffer,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const [near, far] = duplexPair();
  // Neither half of a pair learns that the other was destroyed.
  near.once('close', () => far.destroy());
  far.once('close', () => near.destroy());
  server.emit('connection', far);
  const { host, origin } = new URL(url);
  const sent = send({
    createConnection: () => near,
    method,
    path: url.slice(origin.length).split('#', 1)[0] ?? '/',
    headers: { ...Object.fromEntries(headers), host, 'content-length': body.length },
    signal,
  });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return answer;
}

function isRedirect({ statusCode = 0, headers }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined;
}

function responseOf(answer: IncomingMessage, url: string): Response {
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = answer;
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  }
  const body = bodiless.has(status) ? null : bodyOf(answer);
  if (body === null) answer.resume();
  return Object.defineProperty(new Response(body, { status, statusText, headers }), 'url', { value: url });
}

/** A complete body is sent as one chunk: a stream costs as much as the rest of the request. */
function bodyOf(answer: IncomingMessage): Buffer<ArrayBuffer> | globalThis.ReadableStream<Uint8Array> {
  if (answer.complete) return answer.read() ?? Buffer.alloc(0);
  return ReadableStream.from(answer) as globalThis.ReadableStream<Uint8Array>;
}
