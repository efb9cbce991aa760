/** The types between the shared client and a dialect. */

import type { Middleware } from 'openapi-fetch';
import type { CallOptions } from './ClientOptions.js';
import type { Failed, Result } from './Result.js';

/** A result, with the fields that every dialect has. */
export type AnyResult = Result<{ readonly status: string }, AnyError>;

export interface AnyError {
  readonly kind: string;
  readonly message: string;
  readonly status?: number;
  readonly body?: unknown;
  readonly [detail: string]: unknown;
}

/** A call by path, as a caller writes it: openapi-fetch's init and our options. */
export interface Init extends CallOptions {
  readonly params?: {
    readonly path?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly header?: Readonly<Record<string, string | undefined>>;
  };
  readonly headers?: Headers | Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: object | undefined;
  readonly middleware?: Middleware[] | undefined;
}

/** One request, before its body is encoded. */
export interface Call extends Init {
  readonly method: 'GET' | 'POST';
  /** The path as in the document, with the parameters in braces. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The part of a document that a client needs while it runs: see openapi/digest.js. */
export interface Digest {
  readonly baseUrl: string;
  readonly mediaType: string;
  readonly cancelPath: string;
  /** By path and method: the statuses, beside 200, that the document gives the operation. */
  readonly errorStatuses: Readonly<
    Record<string, { readonly GET?: readonly number[]; readonly POST?: readonly number[] }>
  >;
}

/** How the client of one dialect differs from another's. */
export interface ClientDialect {
  readonly digest: Digest;
  /** The whole document, for `validateResponses`. */
  loadDocument(): Promise<{ readonly default: unknown }>;
  /** Headers of every request, besides `Authorization`. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Writes a query or a form. Default: openapi-fetch's own query, and JSON. */
  readonly encode?: (parameters: object) => string;
  /** Adds to a call what all of its requests share, such as an idempotency key. */
  complete?(call: Call): Call;
  /** Whether a retry may succeed. */
  isTransient(failed: Failed<AnyError>): boolean;
  /** Repeats a request whose result was transient. Without it, the request is sent again. */
  repeat?(call: Call, send: (call: Call) => Promise<AnyResult>): Promise<AnyResult>;
}
