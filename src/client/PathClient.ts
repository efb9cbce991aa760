import type { Middleware, ParamsOption } from 'openapi-fetch';
import type { Operation, OperationRequest } from '../contract/handlers.js';
import type { CallError } from './CallError.js';
import type { CallOptions } from './ClientOptions.js';
import type { Result } from './Result.js';

/** Calls by path, typed by one document: methods and paths that it doesn't have do not compile. */
export interface PathClient<Paths, Intent> {
  /** Calls a GET operation by its path. Resolves to either `data` or `error`, and never rejects. */
  GET<Path extends PathWith<Paths, 'get'>>(
    path: Path,
    init: PathInit<OperationAt<Paths, Path, 'get'>>,
  ): Promise<PathResult<OperationAt<Paths, Path, 'get'>, Intent>>;

  /**
   * Calls a POST operation by its path. Resolves to either `data` or `error`, and never rejects.
   *
   * @example
   * const { data, error } = await stripe.POST('/v1/payment_intents/{intent}/cancel', {
   *   params: { path: { intent: 'pi_…' } },
   *   body: { cancellation_reason: 'duplicate' },
   * });
   */
  POST<Path extends PathWith<Paths, 'post'>>(
    path: Path,
    init: PathInit<OperationAt<Paths, Path, 'post'>>,
  ): Promise<PathResult<OperationAt<Paths, Path, 'post'>, Intent>>;

  /**
   * Adds openapi-fetch middleware, which runs once for every request that is sent, retries included. If it returns a Request,
   * the URL, method, headers and body of that one are sent. If it throws, the call's error is of kind `exception`.
   *
   * @throws Error for an object that has none of `onRequest`, `onResponse` and `onError`.
   * @example
   * stripe.use({ onRequest: ({ request }) => console.log(request.method, request.url) });
   * @see {@link https://openapi-ts.dev/openapi-fetch/middleware-auth}
   */
  use(...middleware: Middleware[]): void;

  /** Removes middleware that `use` added. */
  eject(...middleware: Middleware[]): void;
}

/** Arguments and options of a call by path: openapi-fetch's init, without the fields that the client sets itself. */
export type PathInit<Of extends Operation> = ParamsOption<Of> &
  CallOptions &
  Omit<RequestInit, 'body' | 'headers' | 'method' | 'redirect' | 'signal'> & {
    // openapi-fetch's own type of a body lets any string pass when all its fields are optional.
    readonly body?: OperationRequest<Of>['body'];
    /** Further headers; those that the document names go into `params.header`. `Authorization` is made of `apiKey`. */
    readonly headers?: Headers | Readonly<Record<string, string | undefined>> | undefined;
    /** Middleware of this call, which runs after the client's own. */
    readonly middleware?: Middleware[] | undefined;
  };

/** The result of a call by path. */
export type PathResult<Of extends Operation, Intent> = Result<DataOf<Of, Intent>, CallError<Of>>;

/** The body of a 200, by the name of the intent if it is one. */
type DataOf<Of extends Operation, Intent> = Of['responses'] extends {
  200: { content: { 'application/json': infer Body } };
}
  ? Intent extends Body
    ? Intent
    : Body
  : never;

type PathWith<Paths, Method extends string> = {
  [Path in keyof Paths]: Paths[Path] extends Record<Method, Operation> ? Path : never;
}[keyof Paths];

type OperationAt<Paths, Path extends keyof Paths, Method extends string> = Extract<
  Paths[Path][Method & keyof Paths[Path]],
  Operation
>;
