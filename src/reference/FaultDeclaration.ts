/** What shall go wrong with the next requests of an operation. */
export interface FaultDeclaration {
  /** The operationId, such as `cancelPaymentIntent`. */
  readonly on: string;
  /** Of one intent only; of any unless given. */
  readonly id?: string;
  /** How many requests it happens to; 1 unless given. */
  readonly times?: number;
  /**
   * `instead`: nothing is executed. `after_commit`: the request is executed, and the fault is in its answer. `kept`: its
   * execution fails with a 500, which its idempotency key replays. Unless given, `instead` with an `answer` and
   * `after_commit` without.
   */
  readonly when?: 'instead' | 'after_commit' | 'kept';
  /**
   * Instead of the true answer: the name of an example that the document gives for the operation, with the headers that
   * such an answer has and those that are given on top; or status, headers and body as they are sent.
   */
  readonly answer?: string | ExampleAnswer | RawAnswer;
  /** Milliseconds before the answer or, when it is truncated, before its end. `forever` for an answer that never comes. */
  readonly delay?: number | 'forever';
  /**
   * `before`: the connection is reset and nothing is executed. `after_commit`: the request is executed and the answer is
   * lost, or breaks off where it is truncated.
   */
  readonly drop?: 'before' | 'after_commit';
  /** Bytes of the answer's body that are sent. Without a delay or a drop the answer ends there as if it were whole. */
  readonly truncate?: number;
}

export interface ExampleAnswer {
  readonly example: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is sent, or a value that is sent as JSON; none unless given. */
  readonly body?: unknown;
}
