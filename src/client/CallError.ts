import type { Operation, OperationReply } from '../contract/handlers.js';

/**
 * Why a call has no data. `kind` names what happened, for code to switch on; `message` is a sentence for people. Neither
 * contains the API key.
 */
export type CallError<Of extends Operation> = (
  | ApiError<OperationReply<Of>>
  | InvalidCall
  | NoResponse
  | UnexpectedResponse
  | ThrownByCaller
) & {
  /** The vendor's id of the request, such as `req_…`. Absent when the response had none. */
  readonly requestId?: string;
};

/** The server answered with an error that the document describes. `status` narrows `body`. */
export type ApiError<Reply> = Reply extends { status: infer Status extends number; body: infer Body }
  ? Status extends 200
    ? never
    : { readonly kind: 'api'; readonly status: Status; readonly body: Body; readonly message: string }
  : never;

/** The arguments were wrong, so nothing was sent. */
export type InvalidCall =
  /** The id is empty, `.` or `..`, or it contains a slash, a space, a control character or an API key. */
  | { readonly kind: 'invalid_id'; readonly message: string }
  /** The id is a client secret. */
  | { readonly kind: 'client_secret'; readonly message: string }
  /** The header named `header` is `Authorization`, or its value is not 1 to 255 visible ASCII characters. */
  | { readonly kind: 'invalid_header'; readonly header: string; readonly message: string };

/** The last request got no complete response. The server may have carried it out all the same. */
export type NoResponse =
  /** The caller's signal was aborted. `reason` is the signal's. */
  | { readonly kind: 'aborted'; readonly reason: unknown; readonly message: string }
  /** No complete response came within `timeout` milliseconds. */
  | { readonly kind: 'timeout'; readonly timeout: number; readonly message: string }
  /** The connection could not be made or was lost. `code` is Node's, such as `ECONNREFUSED`; null where there is none, as in browsers. */
  | { readonly kind: 'network'; readonly code: string | null; readonly message: string };

/** The server answered with something that the document doesn't describe. */
export type UnexpectedResponse =
  /** The client follows no redirect, because that would turn a POST into a GET. Browsers hide `status` (0) and `location` (null). */
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string | null; readonly message: string }
  /** The body is not a JSON object: empty, HTML or cut off, for example. */
  | {
      readonly kind: 'not_json';
      readonly status: number;
      readonly contentType: string | null;
      readonly message: string;
    }
  /** The body is larger than `maxBytes`. The rest was not read, and the call is not repeated. */
  | { readonly kind: 'too_large'; readonly status: number; readonly maxBytes: number; readonly message: string }
  /** The document has no such body or status for this operation. Also: a cancel answered 200 with an intent that is not canceled. */
  | { readonly kind: 'undocumented'; readonly status: number; readonly body: unknown; readonly message: string }
  /** With `validateResponses` only: the response deviates from the document's schema. `problems` says where. */
  | {
      readonly kind: 'invalid_response';
      readonly status: number;
      readonly body: unknown;
      readonly problems: readonly string[];
      readonly message: string;
    };

/**
 * A middleware or the function that makes idempotency keys threw, or the body can't be encoded. If it was a middleware, the
 * server may have carried out the request all the same.
 */
export type ThrownByCaller = { readonly kind: 'exception'; readonly message: string };
