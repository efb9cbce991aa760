import type { IncomingHttpHeaders } from 'node:http';
import type { DialectName } from '../contract/dialect.js';
import type { OpenApiDocument } from '../contract/document.js';
import type { ApiKey } from '../domain/ApiKey.js';
import type { Owner, PaymentIntent } from '../domain/PaymentIntent.js';
import type { PaymentIntents } from '../domain/Store.js';
import type { Fault } from './Fault.js';

/** One request as a dialect sees it. */
export interface Exchange {
  readonly requestId: string;
  readonly method: string;
  /** As it was sent, escapes and all, without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Unix seconds. */
  readonly now: number;
  /** The key that was sent; absent while nobody is authenticated. */
  readonly key?: ApiKey;
}

/** What a handler is given beside the request. */
export interface HandlerContext extends Exchange {
  readonly key: ApiKey;
  readonly intents: PaymentIntents;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A request that agrees with the document, before the operation's own types are known. */
export interface ValidRequest {
  readonly path: object;
  readonly query: object | undefined;
  readonly body: unknown;
}

/** How an answer came to be to a request that has an idempotency key and was executed. */
export interface Execution {
  /** Id of the request that was executed. */
  readonly originalRequest: string;
  /** Whether that was an earlier one, whose stored answer this is. */
  readonly replayed: boolean;
}

/** Why a request is not executed, as far as its idempotency key is the reason. */
export type KeyConflict =
  | { readonly kind: 'other_endpoint'; readonly key: string; readonly firstPath: string }
  | { readonly kind: 'other_parameters'; readonly key: string }
  | { readonly kind: 'in_use'; readonly key: string };

/** How a vendor lets a request name itself, so that it is executed once however often it is sent. */
export interface Idempotency {
  /** The key of a request; undefined when it has none, or none of the right form, or its method has no use for one. */
  keyOf(exchange: Exchange): string | undefined;

  refuse(conflict: KeyConflict, exchange: Exchange): Reply;
}

export type Reading = { readonly value: unknown } | { readonly fault: Fault };

/** How a vendor says things. One implementation per document; everything else in the server is the same for all. */
export interface Dialect {
  readonly name: DialectName;
  readonly document: OpenApiDocument;

  /** The key in an Authorization header; undefined when there is none in a form this dialect takes. */
  readKey(authorization: string | undefined): string | undefined;

  /** What the form of a key says about it; undefined when it is no key of this dialect. */
  describeKey(key: string): Pick<ApiKey, 'kind' | 'livemode'> | undefined;

  /** Why a known key may not do this; undefined when it may. */
  admit(key: ApiKey, secret: string, exchange: Exchange): Fault | undefined;

  /** The body's value; undefined for an empty one. */
  readBody(bytes: Buffer, contentType: string | undefined): Reading;

  /** The query's value in the shape the document describes. */
  readQuery(query: string): Reading;

  /** By operationId. */
  readonly handlers: Readonly<
    Record<string, { bivarianceHack(request: ValidRequest, context: HandlerContext): Promise<Reply> }['bivarianceHack']>
  >;

  /** The answer to whatever never reached a handler or left it by a throw. */
  refuse(fault: Fault, exchange: Exchange): Reply;

  /** The answer to a request that disagrees with the document. It may depend on the intent that was meant. */
  refuseInvalid(request: InvalidRequest, context: HandlerContext): Promise<Reply>;

  /** Undefined where idempotency keys mean nothing. */
  readonly idempotency: Idempotency | undefined;

  /** The headers every answer carries, beside Content-Type. */
  headers(exchange: Exchange, status: number, execution?: Execution): Record<string, string>;

  /** An intent of this dialect in a wanted state, or why there is no such intent. */
  fixture(input: unknown, owner: Owner, now: number): { intent: PaymentIntent } | { problem: string };

  /** The intent that a wire object shows. The object agrees with the document. */
  decode(wire: object): PaymentIntent;

  /** The wire object that shows an intent. */
  encode(intent: PaymentIntent): object;
}

/** One disagreement with the document: where (`/body/expand`), which keyword, and what was sent there. */
export interface Violation {
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
}

export interface InvalidRequest extends ValidRequest {
  readonly violations: readonly Violation[];
}
