import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Express } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import { newRequestId } from './exchange.js';

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
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 }, app);
  const inFlight = trackResponses(server);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuseUnparsed(dialect, error, socket));
  server.listen(port, host);
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop: () => {
      stopped ??= stop(server, inFlight);
      return stopped;
    },
  };
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

/** What Node could not read as HTTP (broken syntax, too many headers, too slow) never becomes a request; it still gets an answer. */
function refuseUnparsed(dialect: Dialect, error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const reason = error.code === 'HPE_HEADER_OVERFLOW' ? 'its headers are too large' : 'it is not well-formed HTTP';
  const exchange = { requestId: newRequestId(), method: '', path: '', headers: {}, contentType: undefined, now: 0 };
  const reply = dialect.refuse({ kind: 'unreadable_body', reason }, exchange);
  const body = JSON.stringify(reply.body);
  const headers = {
    ...dialect.headers(exchange, reply.status),
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${reply.status} Bad Request\r\n${lines.join('')}\r\n${body}`);
}
