import type { Answer, HttpRequest } from './Exchange.js';

/** How requests reach the target. */
export interface Transport {
  send(request: HttpRequest, signal: AbortSignal): Promise<Answer>;

  /** Only over a connection of our own; absent where there is none. */
  readonly connection?: Connection;

  /** Gives back connections that are being kept. */
  close?(): void;
}

export interface Connection {
  /** Sends everything but the last byte. `release` sends it; the answer comes after. The request must have a body. */
  hold(request: HttpRequest, signal: AbortSignal): Promise<Held>;

  /** Sends the whole request, then cuts the connection without reading. Resolves when the bytes have left. */
  sendAndDrop(request: HttpRequest, signal: AbortSignal): Promise<void>;
}

export interface Held {
  release(): void;
  readonly answer: Promise<Answer>;
}

/** The target did not answer as HTTP answers: connection refused or reset, TLS failed, time ran out. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}
