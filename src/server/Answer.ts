import type { Execution, Reply } from '../dialects/Dialect.js';

/** A reply as it is sent. */
export interface Answer extends Reply {
  /** The body as it has been stored; absent when it has not. */
  readonly text?: string;
  /** Absent when nothing was executed under an idempotency key. */
  readonly execution?: Execution;
}
