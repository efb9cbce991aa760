/** Requests of checks, and their answers. */

/** A request, sent exactly as written here. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query of the request line; never normalized. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** An answer with its whole body. */
export interface Answer {
  /** 0 when there was no answer. */
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed text; undefined if it is not JSON. */
  readonly json: unknown;
}

/** A request and its answer, as reporters and HAR files show them. */
export interface Exchange {
  readonly request: HttpRequest;
  readonly answer: Answer;
  /** When it started, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** The base URL, if it is not the target's. */
  readonly base?: string;
  /** Id of the check that sent it. */
  readonly check?: string;
  /** Present when the request arranged an intent, and is not judged itself. */
  readonly arranges?: true;
}
