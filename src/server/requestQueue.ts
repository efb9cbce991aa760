/** The requests of one connection, handled one after the other. */

import type { RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Requests that may wait for their turn on a connection. What the caller has sent after them is not read yet. */
const mostWaiting = 8;

/**
 * The requests of one connection. Pipelined requests are handled one after the other, because one may depend on the one
 * before.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.3.2
 */
export interface RequestQueue {
  /** Whether another request may be read. */
  hasRoom(): boolean;
  add(response: ServerResponse): void;
  /** Takes no more requests, and calls back after the answers to those that it has. */
  end(last: () => void): void;
}

/**
 * @param inFlight has every response from its request until it is closed.
 * @param onTurn is called when a request has left the queue.
 */
export function createRequestQueue(
  app: RequestListener,
  socket: Duplex,
  inFlight: Set<ServerResponse>,
  onTurn: () => void,
): RequestQueue {
  const waiting: ServerResponse[] = [];
  let current: ServerResponse | undefined;
  let last: (() => void) | undefined;

  const next = () => {
    if (socket.destroyed) return;
    current = waiting.shift();
    if (current) begin(current);
    else last?.();
    onTurn();
  };
  const begin = (response: ServerResponse) => {
    response.once('close', () => {
      inFlight.delete(response);
      next();
    });
    app(response.req, response);
  };
  // A response that never had its socket emits no `close`.
  socket.once('close', () => {
    for (const response of waiting.splice(0)) inFlight.delete(response);
  });

  return {
    hasRoom: () => waiting.length < mostWaiting && !last,
    add(response) {
      inFlight.add(response);
      if (current) waiting.push(response);
      else {
        current = response;
        begin(response);
      }
    },
    end(callback) {
      if (last) return;
      last = callback;
      const latest = waiting.at(-1) ?? current;
      // The connection ended within a request, which can't be answered any more.
      if (latest && !latest.req.complete) {
        if (latest === current) return last();
        waiting.pop();
        inFlight.delete(latest);
      }
      if (!current) last();
    },
  };
}
