import type { Middleware, ParamsOption } from 'openapi-fetch';
import type { Operation, OperationRequest } from '../contract/handlers.js';
import type { CallError } from './CallError.js';
import type { CallOptions } from './ClientOptions.js';
import type { Result } from './Result.js';

/** Calls by path, typed by one document. The methods and paths of any other do not compile. */
export interface PathClient<Paths, Intent> {
  GET<Path extends PathWith<Paths, 'get'>>(
    path: Path,
    init: PathInit<OperationAt<Paths, Path, 'get'>>,
  ): Promise<PathResult<OperationAt<Paths, Path, 'get'>, Intent>>;

  POST<Path extends PathWith<Paths, 'post'>>(
    path: Path,
    init: PathInit<OperationAt<Paths, Path, 'post'>>,
  ): Promise<PathResult<OperationAt<Paths, Path, 'post'>, Intent>>;

  /**
   * Adds middleware of openapi-fetch, which runs once for every request that is sent, retries included. Of a Request that
   * it returns, the URL, the method, the headers and the body are sent.
   *
   * @throws Error for an object without `onRequest`, `onResponse` and `onError`.
   * @see {@link https://openapi-ts.dev/openapi-fetch/middleware-auth}
   */
  use(...middleware: Middleware[]): void;

  /** Takes middleware away again. */
  eject(...middleware: Middleware[]): void;
}

/** What is sent, and how: openapi-fetch's own init, without what would change where, how or as what a call is sent. */
export type PathInit<Of extends Operation> = ParamsOption<Of> &
  CallOptions &
  Omit<RequestInit, 'body' | 'headers' | 'method' | 'redirect' | 'signal'> & {
    // openapi-fetch's own type of a body lets any string pass when all its fields are optional.
    readonly body?: OperationRequest<Of>['body'];
    /** Beside those of the document, which are in `params.header`. `Authorization` comes from the key. */
    readonly headers?: Headers | Readonly<Record<string, string | undefined>> | undefined;
    /** For this call, after the client's own. */
    readonly middleware?: Middleware[] | undefined;
  };

export type PathResult<Of extends Operation, Intent> = Result<DataOf<Of, Intent>, CallError<Of>>;

/** The body of a 200: the intent by its name, if it is one. */
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
