/** A request as a check sends it, and the answer that came. */

/** A request as a check wants it sent, to the letter. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as they stand in the request line; never normalized. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** One answer, read to its end. */
export interface Answer {
  /** 0 when there was none. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed text; undefined when it is no JSON. */
  readonly json: unknown;
}

/** A request and what came back, as a reporter or a HAR file shows it. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly answer: Answer;
  /** When it started, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** URL that the path is below, where that is not the target's. */
  readonly base?: string;
  /** Id of the check that it was sent for. */
  readonly check?: string;
  /** Whether it arranged an intent, which says nothing of how the target cancels. */
  readonly arranges?: true;
}
