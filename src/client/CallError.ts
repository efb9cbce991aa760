import type { Operation, OperationReply } from '../contract/handlers.js';

/** Why a call has no data. `kind` says what happened; `message` says it in a sentence. None of it contains the API key. */
export type CallError<Of extends Operation> = (
  | ApiError<OperationReply<Of>>
  | InvalidCall
  | NoResponse
  | UnexpectedResponse
  | ThrownByCaller
) & {
  /** The vendor's name of the request, `req_…`, when a response gave one. */
  readonly requestId?: string;
};

/** The vendor refused: a response of the document, by its status. */
export type ApiError<Reply> = Reply extends { status: infer Status extends number; body: infer Body }
  ? Status extends 200
    ? never
    : { readonly kind: 'api'; readonly status: Status; readonly body: Body; readonly message: string }
  : never;

/** Nothing was sent, because it could not have meant what the caller meant. */
export type InvalidCall =
  /** Empty, `.` or `..`, or with a slash, a space, a control character or an API key in it. */
  | { readonly kind: 'invalid_id'; readonly message: string }
  /** A client secret where its id belongs. */
  | { readonly kind: 'client_secret'; readonly message: string }
  /** A header that is the client's own, or whose value is empty, too long, or has control characters or letters beyond ASCII. */
  | { readonly kind: 'invalid_header'; readonly header: string; readonly message: string };

/** There was no complete response to the last request. It may have been carried out all the same. */
export type NoResponse =
  /** The caller's signal. `reason` is the signal's. */
  | { readonly kind: 'aborted'; readonly reason: unknown; readonly message: string }
  /** No complete response within `timeout` milliseconds. */
  | { readonly kind: 'timeout'; readonly timeout: number; readonly message: string }
  /** No connection, a TLS fault, or a connection lost on the way. `code` is the platform's, such as `ECONNREFUSED`; null in a browser. */
  | { readonly kind: 'network'; readonly code: string | null; readonly message: string };

/** There was a response, but none that the document knows. */
export type UnexpectedResponse =
  /** Not followed: it would have made a GET of the cancel. A browser hides `status` (0) and `location` (null). */
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string | null; readonly message: string }
  /** Empty, HTML, cut off, or anything else than a JSON object. */
  | {
      readonly kind: 'not_json';
      readonly status: number;
      readonly contentType: string | null;
      readonly message: string;
    }
  /** More than `maxBytes`. The rest was not read, and the call is not repeated. */
  | { readonly kind: 'too_large'; readonly status: number; readonly maxBytes: number; readonly message: string }
  /** JSON that the document doesn't have for this operation and status; also the 200 of a cancel that canceled nothing. */
  | { readonly kind: 'undocumented'; readonly status: number; readonly body: unknown; readonly message: string }
  /** With `validateResponses`: a response that deviates from the document's schema, and where. */
  | {
      readonly kind: 'invalid_response';
      readonly status: number;
      readonly body: unknown;
      readonly problems: readonly string[];
      readonly message: string;
    };

/**
 * Code that the caller brought along threw: a middleware, what makes idempotency keys, or a body that can't be written.
 * Where it was a middleware, the request may have been carried out all the same.
 */
export type ThrownByCaller = { readonly kind: 'exception'; readonly message: string };
