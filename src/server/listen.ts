/** Serves an HTTP server on a port, and stops it in order. */

import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, Server as TcpServer } from 'node:net';
import { setImmediate as lookAtSockets, setTimeout as wait } from 'node:timers/promises';
import type { HttpServer } from './createHttpServer.js';

/** Milliseconds that requests in flight have to end after a stop. Container runtimes kill 10 s after they ask. */
const grace = 5_000;

/** Milliseconds for which connections stay open after a stop although nothing is in flight that we know of. */
const linger = 500;

/** Milliseconds without a new connection after which a stop closes the listener, and the longest that it waits. */
const accepting = { quiet: 50, most: 1_000 };

export interface RunningServer {
  readonly url: string;
  /**
   * Accepts the connections that are waiting and no others, answers what is in flight, then closes. Requests that were
   * sent before the caller could know are in flight, too. What takes longer than the grace is cut off.
   */
  stop(): Promise<void>;
}

/**
 * Serves on a port.
 *
 * @param port 0 picks a free one.
 * @param patience milliseconds to wait for a request that is still on its way when the server is told to stop.
 * @throws the error of `listen` when the address can't be had.
 */
export async function listen(http: HttpServer, host: string, port: number, patience = linger): Promise<RunningServer> {
  http.server.listen(port, host);
  await once(http.server, 'listening');
  const { port: bound } = http.server.address() as AddressInfo;
  let stopped: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop() {
      stopped ??= stop(http, patience);
      return stopped;
    },
  };
}

/** When time is up, sockets are checked once more: a busy process may not have done that before. */
async function stop({ server, inFlight }: HttpServer, patience: number): Promise<void> {
  const closed = once(server, 'close');
  // Otherwise a connection stays open for as long as it is kept alive after its answer.
  for (const response of inFlight) response.shouldKeepAlive = false;
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const cut = setTimeout(() => server.closeAllConnections(), grace);
  if (patience > 0) await acceptWaiting(server);
  // The HTTP server's own `close` also resets connections that are idle, and with them requests that are on their way.
  TcpServer.prototype.close.call(server);
  const idle = setTimeout(() => setImmediate(() => server.close()), patience);
  await closed;
  clearTimeout(idle);
  clearTimeout(cut);
}

/** Closing a listener resets the connections that the system has made and the process has not accepted yet. */
async function acceptWaiting(server: Server): Promise<void> {
  let accepted = 0;
  const count = () => {
    accepted += 1;
  };
  server.on('connection', count);
  const end = performance.now() + accepting.most;
  let before: number;
  do {
    before = accepted;
    await wait(accepting.quiet);
    await lookAtSockets();
  } while (accepted > before && performance.now() < end);
  server.off('connection', count);
}
