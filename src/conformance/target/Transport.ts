import type { Answer, HttpRequest } from './Exchange.js';

/** Called with the reason when the target's `fetch` can't send a request. */
export type Tell = (why: string) => void;

/** How requests reach the target. */
export interface Transport {
  send(request: HttpRequest, signal: AbortSignal, tell?: Tell): Promise<Answer>;

  readonly connection: Connection;

  /** Sends what no `fetch` can, if the target has both `fetch` and `url`. */
  readonly overUrl?: Transport;

  /** Closes idle connections. */
  close?(): void;
}

export interface Connection {
  /** Sends everything except the last byte; `release` sends that. The request must have a body. */
  hold(request: HttpRequest, signal: AbortSignal, tell?: Tell): Promise<Held>;

  /** Sends the whole request, then cuts the connection without reading. Resolves when the bytes are sent. */
  sendAndDrop(request: HttpRequest, signal: AbortSignal, tell?: Tell): Promise<void>;
}

export interface Held {
  release(): void;
  readonly answer: Promise<Answer>;
}

/** Thrown when there was no HTTP answer: the connection was refused or reset, TLS failed, or time ran out. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Whether the request was never sent, because no server was found or none listened. */
export function neverLeft({ cause }: NoAnswer): boolean {
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code ?? '');
}
