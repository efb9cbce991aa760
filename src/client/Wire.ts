import type { CallOptions } from './ClientOptions.js';
import type { Failed, Result } from './Result.js';

/** An answer as far as every dialect has it. */
export type AnyResult = Result<{ readonly status: string }, AnyError>;

export interface AnyError {
  readonly kind: string;
  readonly message: string;
  readonly status?: number;
  readonly body?: unknown;
  readonly [detail: string]: unknown;
}

/** One request, before it is encoded. */
export interface Call {
  readonly method: 'GET' | 'POST';
  /** As in the document, with the parameters in braces. */
  readonly path: string;
  readonly params: {
    readonly path: Record<string, string>;
    readonly query?: Record<string, unknown>;
    readonly header?: Record<string, string | undefined>;
  };
  readonly body?: object | undefined;
}

/** A call by path, as a caller writes it. */
export interface Init extends CallOptions, Pick<Call, 'params' | 'body'> {}

/** What a dialect does in its own way. */
export interface Wire {
  readonly dialect: 'stripe' | 'chargefy';
  readonly baseUrl: string;
  /** Sent with every request, beside the key. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  /** Writes a body. */
  readonly encode: (body: object) => string;
  /** By path: the statuses, beside 200, that the document gives the operation. */
  readonly documented: Readonly<Record<string, Readonly<Record<number, true>>>>;
  /** Whether the same request could get a better answer. */
  isTransient(failed: Failed<AnyError>): boolean;
  /** Repeats a request whose result was transient. Without it, the request is sent again. */
  repeat?(call: Call, send: (call: Call) => Promise<AnyResult>): Promise<AnyResult>;
}
