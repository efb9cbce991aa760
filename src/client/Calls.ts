import type { ParamsOption } from 'openapi-fetch';
import type { Operation, OperationRequest } from '../contract/handlers.js';
import type { CallError } from './CallError.js';
import type { CallOptions } from './ClientOptions.js';
import type { Result } from './Result.js';

/** Calls by path, typed by one document. The methods and paths of any other do not compile. */
export interface Calls<Paths> {
  GET<Path extends PathWith<Paths, 'get'>>(
    path: Path,
    init: CallInit<OperationAt<Paths, Path, 'get'>>,
  ): Promise<CallResult<OperationAt<Paths, Path, 'get'>>>;

  POST<Path extends PathWith<Paths, 'post'>>(
    path: Path,
    init: CallInit<OperationAt<Paths, Path, 'post'>>,
  ): Promise<CallResult<OperationAt<Paths, Path, 'post'>>>;
}

/** What is sent, and how. */
export type CallInit<Of extends Operation> = ParamsOption<Of> &
  CallOptions & {
    // openapi-fetch's own type of a body lets any string pass when all its fields are optional.
    readonly body?: OperationRequest<Of>['body'];
  };

export type CallResult<Of extends Operation> = Result<DataOf<Of>, CallError<Of>>;

/** The body of a 200. */
export type DataOf<Of extends Operation> = Of['responses'] extends {
  200: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

type PathWith<Paths, Method extends string> = {
  [Path in keyof Paths]: Paths[Path] extends Record<Method, Operation> ? Path : never;
}[keyof Paths];

type OperationAt<Paths, Path extends keyof Paths, Method extends string> = Extract<
  Paths[Path][Method & keyof Paths[Path]],
  Operation
>;

/** For every path, each status beside 200 that the document gives its operation: none missing, none too many. */
export type ErrorStatuses<Paths> = {
  readonly [Path in keyof Paths]: Readonly<
    Record<Exclude<keyof OperationAt<Paths, Path, 'get' | 'post'>['responses'] & number, 200>, true>
  >;
};
