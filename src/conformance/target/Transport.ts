import type { Answer, HttpRequest } from './Exchange.js';

/** Told why no `fetch` can send a request, when the target has one. */
export type Tell = (why: string) => void;

/** How requests reach the target. */
export interface Transport {
  send(request: HttpRequest, signal: AbortSignal, tell?: Tell): Promise<Answer>;

  readonly connection: Connection;

  /** Takes what no `fetch` can send, when the target has both a fetch and a url. */
  readonly overUrl?: Transport;

  /** Gives back connections that are being kept. */
  close?(): void;
}

export interface Connection {
  /** Sends everything but the last byte. `release` sends it; the answer comes after. The request must have a body. */
  hold(request: HttpRequest, signal: AbortSignal, tell?: Tell): Promise<Held>;

  /** Sends the whole request, then cuts the connection without reading. Resolves when the bytes have left. */
  sendAndDrop(request: HttpRequest, signal: AbortSignal, tell?: Tell): Promise<void>;
}

export interface Held {
  release(): void;
  readonly answer: Promise<Answer>;
}

/** The target did not answer as HTTP answers: connection refused or reset, TLS failed, time ran out. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** True when the request did not even leave: nobody listens there, or nowhere is there. */
export function neverLeft({ cause }: NoAnswer): boolean {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code ?? '');
}
