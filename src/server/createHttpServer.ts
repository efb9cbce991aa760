import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dialect } from '../dialects/Dialect.js';
import type { Rejection } from '../dialects/Rejection.js';
import { readByRequest } from './readByRequest.js';
import { rejectOnSocket } from './rejectOnSocket.js';
import { createRequestQueue, type RequestQueue } from './requestQueue.js';

/** An app as an HTTP server, whose connections come from a port or, by `emit('connection', duplex)`, from elsewhere. */
export interface HttpServer {
  readonly server: Server;
  /** Every response from its request until it is closed, also those that wait for their turn. */
  readonly inFlight: ReadonlySet<ServerResponse>;
}

/** Time limits of a caller, in milliseconds. They are checked as often as `checkingInterval` says. */
export interface Limits {
  /** Until the headers of a request have come. */
  readonly headers: number;
  /** Until a request has come. */
  readonly request: number;
  /** For which nothing is sent or read. */
  readonly silence: number;
  /** Until the next request. */
  readonly keepAlive: number;
  readonly checkingInterval: number;
}

const limits: Limits = {
  headers: 10_000,
  request: 30_000,
  silence: 30_000,
  keepAlive: 5_000,
  checkingInterval: 1_000,
};

export function createHttpServer(app: RequestListener, dialect: Dialect, given: Partial<Limits> = {}): HttpServer {
  const { headers, request, silence, keepAlive, checkingInterval } = { ...limits, ...given };
  const server = createServer({
    headersTimeout: headers,
    requestTimeout: request,
    keepAliveTimeout: keepAlive,
    connectionsCheckingInterval: checkingInterval,
    requireHostHeader: false,
  });
  server.setTimeout(silence);
  // Otherwise Node silently drops headers after the 2,000th, perhaps the key. Their size is bounded anyway.
  server.maxHeadersCount = 0;

  const inFlight = new Set<ServerResponse>();
  const queues = new WeakMap<Duplex, RequestQueue>();
  const rejectLast = (rejection: Rejection, socket: Duplex, method?: string, path?: string) =>
    queues.get(socket)?.end(() => {
      if (socket.writable) rejectOnSocket(dialect, rejection, socket, method, path);
      else socket.destroy();
    });

  server.on('connection', (socket: Duplex) => {
    // Node removes its own listener when a connection stops speaking HTTP. Without one, a reset ends the process.
    socket.on('error', () => undefined);
    const read = readByRequest(socket, () => queue.hasRoom());
    const queue = createRequestQueue(app, socket, inFlight, read);
    queues.set(socket, queue);
  });
  server.on('request', (request, response) => {
    request.url = pathIn(request.url ?? '');
    queues.get(request.socket)?.add(response);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) socket.destroy();
    else
      rejectLast(
        { kind: 'malformed_request', reason: reasons[error.code ?? ''] ?? 'it is not well-formed HTTP' },
        socket,
      );
  });
  server.on('connect', ({ method, url }, socket) => rejectLast({ kind: 'unknown_route' }, socket, method, url));
  // An unknown expectation changes nothing about the request; Node would answer it in its own words.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  return { server, inFlight };
}

const reasons: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'its headers are too large',
  ERR_HTTP_REQUEST_TIMEOUT: 'it took too long to arrive',
};

/**
 * A target without scheme and host. Express answers those that it can't parse in its own words, and drops a fragment,
 * which no target has.
 */
function pathIn(target: string): string {
  const path = target.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replaceAll('#', '%23');
  return path === '' || path.startsWith('?') ? `/${path}` : path;
}
