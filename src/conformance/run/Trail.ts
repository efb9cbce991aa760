import type { Exchange } from '../target/Exchange.js';

/** What a check arranged and sent so far, each in its order. It becomes the evidence when something deviates. */
export interface Trail {
  readonly arranged: Arranged[];
  readonly steps: Step[];
}

/** An intent that was arranged, and the requests that did it, as far as they are known. */
export interface Arranged {
  readonly id: string;
  readonly status: string;
  readonly exchanges: readonly Exchange[];
}

/** A request that the check sent. */
export interface Step {
  readonly exchange: Exchange;
  /** The same for all requests of one race. */
  readonly race?: symbol;
  /** Whether the connection was cut before the answer. */
  readonly cut?: true;
}
