/** Answers the requests of `fetch` by an HTTP server of this process, without a port. */

import { once } from 'node:events';
import http, { type IncomingMessage, type Server } from 'node:http';
import { duplexPair } from 'node:stream';
import { ReadableStream } from 'node:stream/web';

// Read once: a tool that intercepts requests replaces it, and would take these for requests to a network.
const { request: send } = http;

/** Statuses whose response has no body. */
const bodiless: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/**
 * A `fetch` that reaches the server whatever host it is asked for. Every request has a connection of its own, and no
 * redirect is followed.
 *
 * It rejects as the global one does: with the reason of an abort, and with a TypeError when the connection is lost before
 * the headers have come. The `code` of that is ECONNRESET. A body that is cut off fails while it is read.
 */
export function inProcessFetch(server: Server): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    // A Request alone may lose its signal to the garbage collector, and the abort with it.
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
  // A pair tells neither half what became of the other.
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

/** What is there as a whole need not be a stream, which costs as much as the rest of the way. */
function bodyOf(answer: IncomingMessage): Buffer<ArrayBuffer> | globalThis.ReadableStream<Uint8Array> {
  if (answer.complete) return answer.read() ?? Buffer.alloc(0);
  return ReadableStream.from(answer) as globalThis.ReadableStream<Uint8Array>;
}
