import type { IncomingHttpHeaders } from 'node:http';
import type { Contract, Operation } from '../contract/Contract.js';
import type { DialectName } from '../contract/dialect.js';
import type { ApiKey } from '../domain/ApiKey.js';
import type { CheckoutSession } from '../domain/CheckoutSession.js';
import type { Owner, PaymentIntent } from '../domain/PaymentIntent.js';
import type { RelatedObject } from '../domain/RelatedObject.js';
import type { CheckoutSessions, Events, PaymentIntents, RelatedObjects } from '../domain/Store.js';
import type { KeyDescription } from './KeyDescription.js';
import type { Rejection } from './Rejection.js';
import type { Recording, SeedEntry } from './recording.js';
import type { Webhooks } from './Webhooks.js';

/** How a vendor says things. One implementation per document; everything else in the server is the same for all. */
export interface Dialect {
  readonly name: DialectName;
  readonly contract: Contract;

  /** What the id of an organization begins with, so that one dialect's never owns another's intents. */
  readonly organizationPrefix: string;

  /** What its keys begin with, in the words of an error message. */
  readonly keyForms: string;

  /** Whether a request can name another organization to act for, as far as its key reaches it. */
  readonly actsForAccounts: boolean;

  /** The keys anyone may know, by what they are for; the first is the one to show. */
  readonly referenceKeys: Readonly<Record<string, KeyDescription>>;

  /** The key in an Authorization header; undefined when there is none in a form this dialect takes. */
  parseCredentials(authorization: string | undefined): string | undefined;

  /** What the form of a key says about it; undefined when it is no key of this dialect. */
  parseApiKey(key: string): Pick<ApiKey, 'kind' | 'livemode'> | undefined;

  /** As whom a known key does this, or why it may not. */
  authorize(key: ApiKey, secret: string, context: RequestContext): Authorization;

  /** The value of a body that is not empty. It has to be of the media type that the document expects. */
  readBody(bytes: Buffer, contentType: string, expected: string): Reading;

  /** The query's value in the shape the document describes. */
  readQuery(query: string, operation: Operation): Reading;

  /**
   * The parameters of a request whose operation has a body, in the shape the document describes.
   *
   * @param body as it was read; undefined when there is none.
   */
  readParameters(body: unknown, query: string, operation: Operation): Reading;

  /** Whether a query parameter that the document does not know makes a request invalid. Otherwise it is ignored. */
  readonly refusesUnknownQuery: boolean;

  /** Whether the vendor has an operation at a path that this document does not describe. */
  isUnserved(method: string, path: string): boolean;

  /** By operationId. */
  readonly handlers: Readonly<Record<string, Handler>>;

  /** The answer to a request that was rejected before a handler ran, or whose handler failed. */
  rejectionReply(rejection: Rejection, context: RequestContext): Reply;

  /** The answer to a request that disagrees with the document. It may depend on the intent that was meant. */
  invalidReply(request: InvalidRequest, context: HandlerContext): Promise<Reply>;

  /** Undefined where idempotency keys mean nothing. */
  readonly idempotency: Idempotency | undefined;

  /** The version of the API that the answer to a request names; undefined where there are no versions. */
  versionOf(context: RequestContext): string | undefined;

  /**
   * The headers of every answer, without Content-Type.
   *
   * @param operation undefined for requests outside the contract.
   */
  headers(context: RequestContext, reply: Reply, operation: Operation | undefined): Record<string, string>;

  /** An intent of this dialect in a wanted state, or why there is no such intent. */
  fixture(input: unknown, owner: Owner, now: number): MadeIntent | { problem: string };

  /** The entries of a file of seeds that names no dialect; undefined when such a file is not this dialect's. */
  entriesOf(file: object): readonly SeedEntry[] | undefined;

  /** The recorded intent, in the form of today's object, or why the recording holds none. */
  readRecording(entry: unknown): Recording | { problem: string };

  /**
   * The intent that a wire object shows. The object agrees with the document.
   *
   * @param now Unix seconds. A hold whose deadline the object does not show begins now.
   */
  decode(wire: object, now: number): PaymentIntent;

  /** What an intent that was recorded or made by a fixture names, and the store does not have yet. */
  namedBy(made: MadeIntent, owner: Owner, now: number): Named;

  /** The wire object that shows an intent. */
  encode(intent: PaymentIntent): object;

  /** How events are delivered. */
  readonly webhooks: Webhooks;

  /** How customers authenticate; absent where no intent waits for that. */
  readonly customerAuthentication?: CustomerAuthentication;
}

/** The end of the wait of an intent whose customer has to authenticate. */
export interface CustomerAuthentication {
  /** Why an intent does not wait for that, as a sentence; undefined when it does. */
  refuse(intent: PaymentIntent): string | undefined;

  /** Lets the customer authenticate, or try in vain. Nothing changes unless the intent waits for it. */
  authenticate(id: string, outcome: AuthenticationOutcome, context: AuthenticationContext): Promise<Authenticated>;
}

export type AuthenticationOutcome = 'succeed' | 'fail';

export interface AuthenticationContext extends Pick<HandlerContext, 'intents' | 'objects' | 'now'> {
  readonly owner: Owner;
}

export type Authenticated =
  | {
      readonly kind: 'authenticated';
      readonly intent: PaymentIntent;
      /** Where the customer goes then, query and all; undefined when the shop has named no address. */
      readonly returnTo: string | undefined;
    }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'missing' };

/** An intent that a fixture asked for. */
export interface MadeIntent {
  readonly intent: PaymentIntent;
  /** Unix seconds at which its Checkout Session expires; null or absent for the usual time. */
  readonly sessionExpiresAt?: number | null;
}

/** What an intent names. */
export interface Named {
  readonly objects?: readonly RelatedObject[];
  readonly session?: CheckoutSession;
}

/** One request as a dialect sees it. */
export interface RequestContext {
  readonly requestId: string;
  /** The idempotency key of a request that names none. Nothing is kept under it. */
  readonly ownKey: string;
  readonly method: string;
  /** As it was sent, escapes and all, without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The key that was sent; absent until it is authenticated. */
  readonly key?: ApiKey;
}

export type AuthenticatedContext = RequestContext & { readonly key: ApiKey };

/** The key as it acts for this request: its organization is the one whose intents are meant. */
export type Authorization = { readonly key: ApiKey } | { readonly rejection: Rejection };

/** What a handler is given with the request. */
export interface HandlerContext extends AuthenticatedContext {
  readonly intents: PaymentIntents;
  readonly objects: RelatedObjects;
  readonly sessions: CheckoutSessions;
  readonly events: Events;
  /** Where the server is, for links to its pages: `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** Unix seconds. */
  readonly now: number;
}

/** Executes one operation, or says why not. `Handlers<operations>` has the exact types of each. */
export type Handler = {
  bivarianceHack(request: ValidRequest, context: HandlerContext): Promise<Reply>;
}['bivarianceHack'];

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** The body as it is stored; absent when it is not. */
  readonly text?: string;
  /** Absent when nothing was executed. */
  readonly execution?: Execution;
}

/** The execution that a reply is the outcome of. */
export interface Execution {
  /** Id of the request that was executed. */
  readonly originalRequest: string;
  /** Whether that was an earlier one, whose stored answer this is. */
  readonly replayed: boolean;
}

/** A request that agrees with the document, before the operation's own types are known. */
export interface ValidRequest {
  readonly path: object;
  readonly query: object | undefined;
  readonly body: unknown;
}

export interface InvalidRequest extends ValidRequest {
  readonly operation: Operation;
  readonly violations: readonly Violation[];
}

/** One disagreement with the document: where (`/body/expand`), which keyword, and what is wrong there. */
export interface Violation {
  readonly pointer: string;
  readonly keyword: string;
  readonly message: string;
}

/** How a vendor lets a request name itself, so that it is executed once even if it is sent again. */
export interface Idempotency {
  /** The key of a request; undefined when it has none, or none of the right form, or its method has no use for one. */
  keyOf(context: RequestContext): string | undefined;

  conflictReply(conflict: KeyConflict, context: RequestContext): Reply;
}

/** Why a request is not executed, as far as its idempotency key is the reason. */
export type KeyConflict =
  | { readonly kind: 'other_endpoint'; readonly key: string; readonly firstPath: string }
  | { readonly kind: 'other_parameters'; readonly key: string }
  | { readonly kind: 'in_use'; readonly key: string };

export type Reading = { readonly value: unknown } | { readonly rejection: Rejection };
