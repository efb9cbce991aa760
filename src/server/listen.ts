import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, type Socket, Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Dialect } from '../dialects/Dialect.js';
import { rejectOnSocket } from './rejectOnSocket.js';

/** Milliseconds that requests in flight have to end after a stop. Container runtimes kill 10 s after they ask. */
const grace = 5_000;

/** Milliseconds for which connections stay open after a stop although nothing is in flight that we know of. */
const linger = 500;

export interface RunningServer {
  readonly url: string;
  /**
   * Takes no new connection, answers what is in flight, then closes. In flight is also what was sent before the caller
   * could know. What takes longer than the grace is cut off.
   */
  stop(): Promise<void>;
}

/**
 * Serves an app.
 *
 * @param port 0 picks a free one.
 * @param patience milliseconds to wait for a request that is still on its way when the server is told to stop.
 * @throws the error of `listen` when the address can't be had.
 */
export async function listen(
  app: RequestListener,
  dialect: Dialect,
  host: string,
  port: number,
  patience = linger,
): Promise<RunningServer> {
  const server = createServer({
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    keepAliveTimeout: 5_000,
    requireHostHeader: false,
  });
  // Otherwise Node drops the headers after the 2,000th without a word, the key among them. Their size is bounded anyway.
  server.maxHeadersCount = 0;
  const inFlight = new Set<ServerResponse>();
  server.on('request', inOrder(app, inFlight));
  server.on('clientError', refuseUnreadable(dialect, inFlight));
  server.on('connect', ({ method, url }, socket) =>
    rejectOnSocket(dialect, { kind: 'unknown_route' }, socket, method, url),
  );
  // An expectation that nobody knows changes nothing about the request; Node would answer it in its own words.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop: () => stop(server, inFlight, patience),
  };
}

/**
 * Requests that did not wait for the answer to the one before are handled one after the other, because what one does may
 * be what the next is about.
 *
 * @param inFlight has every response from its request until it is closed.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2
 */
function inOrder(app: RequestListener, inFlight: Set<ServerResponse>): RequestListener {
  const latest = new WeakMap<Socket, ServerResponse>();
  return (request, response) => {
    request.url = pathIn(request.url ?? '');
    inFlight.add(response);
    response.on('close', () => inFlight.delete(response));
    const previous = latest.get(request.socket);
    latest.set(request.socket, response);
    if (!previous || previous.closed) app(request, response);
    else previous.on('close', () => app(request, response));
  };
}

/**
 * A target without scheme and host. Express answers those that it can't parse in its own words, and drops a fragment,
 * which no target has.
 */
function pathIn(target: string): string {
  const path = target.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replaceAll('#', '%23');
  return path === '' || path.startsWith('?') ? `/${path}` : path;
}

async function stop(server: Server, inFlight: ReadonlySet<ServerResponse>, patience: number): Promise<void> {
  const closed = once(server, 'close');
  // The HTTP server's own `close` also resets connections that are idle, and with them requests that are on their way.
  TcpServer.prototype.close.call(server);
  // Otherwise a connection stays open for as long as it is kept alive after its answer.
  for (const response of inFlight) response.shouldKeepAlive = false;
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const idle = setTimeout(() => server.close(), patience);
  const cut = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
  clearTimeout(idle);
  clearTimeout(cut);
}

/** Answers what Node could not read as HTTP, after the requests that came before it on the connection. */
function refuseUnreadable(dialect: Dialect, inFlight: ReadonlySet<ServerResponse>) {
  return (error: NodeJS.ErrnoException, socket: Duplex): void => {
    // Whatever else arrives on a connection that has been refused is an error again.
    if (socket.writableEnded) return;
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const reason = reasons[error.code ?? ''] ?? 'it is not well-formed HTTP';
    const refuse = () => {
      if (socket.writable) rejectOnSocket(dialect, { kind: 'malformed_request', reason }, socket);
    };
    const previous = Array.from(inFlight).findLast(({ req }) => req.socket === socket && req.complete);
    if (previous) previous.once('close', refuse);
    else refuse();
  };
}

const reasons: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'its headers are too large',
  ERR_HTTP_REQUEST_TIMEOUT: 'it took too long to arrive',
};
