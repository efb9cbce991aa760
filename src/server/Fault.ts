import type { Reply } from '../dialects/Dialect.js';

/** What goes wrong with one request. */
export interface Fault {
  /** How the journal names it. */
  readonly name: string;
  /** Whether the request is executed; `kept` lets its execution fail with a 500 that its idempotency key replays. */
  readonly when: 'instead' | 'after_commit' | 'kept';
  /** The answer to send; absent for the true one. */
  readonly answer?: FaultAnswer;
  /** Milliseconds before the answer or, when that is truncated, before its end. Infinity for never. */
  readonly delay: number;
  /** When the connection is dropped; absent when it is not. A truncated answer is sent before. */
  readonly drop?: 'before' | 'after_commit';
  /** Bytes of the body that are sent, and not more; absent for all. */
  readonly truncate?: number;
  /** Aborted when the faults are taken back: then nothing waits any more. */
  readonly cleared: AbortSignal;
}

/** A reply gets the dialect's headers; `headers` come on top. A body that is no reply is sent as it is. */
export type FaultAnswer =
  | { readonly reply: Reply; readonly headers: Readonly<Record<string, string>> }
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** The faults that are still to come. */
export interface FaultSource {
  /**
   * Takes the fault of a request, so that no other request gets it. Undefined when there is none.
   *
   * @param operation its operationId.
   * @param id the id in its path.
   */
  take(operation: string, id: string | undefined): Fault | undefined;
}
