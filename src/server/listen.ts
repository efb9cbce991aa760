import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Express } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import { refuseOnSocket } from './refuseOnSocket.js';

/** Milliseconds that requests in flight have to end after a stop. Container runtimes kill 10 s after they ask. */
const grace = 5_000;

export interface RunningServer {
  readonly url: string;
  /** Takes no new connection, answers what is in flight, then closes. What takes longer than the grace is cut off. */
  stop(): Promise<void>;
}

/**
 * Serves an app.
 *
 * @param port 0 picks a free one.
 * @throws the error of `listen` when the address can't be had.
 */
export async function listen(app: Express, dialect: Dialect, host: string, port: number): Promise<RunningServer> {
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5_000, requireHostHeader: false },
    app,
  );
  // Otherwise Node drops the headers after the 2,000th without a word, the key among them. Their size is bounded anyway.
  server.maxHeadersCount = 0;
  const inFlight = trackResponses(server);
  server.on('clientError', refuseUnreadable(dialect, inFlight));
  server.on('connect', ({ method, url }, socket) =>
    refuseOnSocket(dialect, { kind: 'unknown_route' }, socket, method, url),
  );
  // An expectation that nobody knows changes nothing about the request; Node would answer it in its own words.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, stop: () => stop(server, inFlight) };
}

function trackResponses(server: Server): ReadonlySet<ServerResponse> {
  const inFlight = new Set<ServerResponse>();
  server.prependListener('request', (_request, response) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
  });
  return inFlight;
}

async function stop(server: Server, inFlight: ReadonlySet<ServerResponse>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // Otherwise a connection stays open for as long as it is kept alive after its answer.
  for (const response of inFlight) response.shouldKeepAlive = false;
  const cut = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
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
      if (socket.writable) refuseOnSocket(dialect, { kind: 'malformed_request', reason }, socket);
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
