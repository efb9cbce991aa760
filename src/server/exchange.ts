import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Exchange } from '../dialects/Dialect.js';
import type { ApiKey } from '../domain/ApiKey.js';

/** Starts the exchange that every later step reads: an id for the request, and the time it counts as. */
export function beginExchange(clock: () => number): RequestHandler {
  return (request, response, next) => {
    response.locals.exchange = {
      requestId: newRequestId(),
      method: request.method,
      path: request.path,
      headers: request.headers,
      now: clock(),
    } satisfies Exchange;
    next();
  };
}

export function exchangeOf(response: Response): Exchange {
  return response.locals.exchange as Exchange;
}

export type IdentifiedExchange = Exchange & { readonly key: ApiKey };

/** Notes whose request this is. */
export function identify(response: Response, key: ApiKey): IdentifiedExchange {
  const exchange = { ...exchangeOf(response), key };
  response.locals.exchange = exchange;
  return exchange;
}

export function newRequestId(): string {
  return `req_${randomUUID().replaceAll('-', '').slice(0, 14)}`;
}

/**
 * Replaces Express's own `json`, which adds a charset that neither vendor sends and an ETag nobody asked for.
 */
export function json(this: Response, body: unknown): Response {
  sendJson(this, this.statusCode, {}, JSON.stringify(body));
  return this;
}

/** Sends a body that is JSON already. */
export function sendJson(response: Response, status: number, headers: Record<string, string>, text: string): void {
  // Set one by one, headers cost 5 µs more; a body that is no string, a system call.
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
