/** What the server knows of a request while it answers it. */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Operation } from '../contract/Contract.js';
import type { AuthenticatedContext, RequestContext, ValidRequest } from '../dialects/Dialect.js';
import type { ApiKey } from '../domain/ApiKey.js';
import type { Backend } from './Backend.js';
import type { Fault } from './Fault.js';

/** What every step of answering a request reads, and adds to. */
export interface ServerContext {
  readonly backend: Backend;
  /** What the dialect sees of the request. */
  request: RequestContext & Location;
  /** Undefined until the request is matched, and for requests outside the contract. */
  operation?: Operation;
  /** The id in the path, as it was meant; undefined until the request is matched. */
  id?: string | undefined;
  /** What goes wrong with the request; undefined when nothing does. */
  fault?: Fault;
  /** Whether it is for the control, not for the vendor's API. */
  isControl?: true;
  /** What was read of the request; undefined until then. */
  sent?: ValidRequest;
}

/** Where the caller of the request finds the server. */
interface Location {
  readonly origin: string;
}

export type LocatedContext = AuthenticatedContext & Location;

const backends = new WeakMap<IncomingMessage, Backend>();

/** Says which server a request came to. */
export function addressTo(backend: Backend, request: IncomingMessage): void {
  backends.set(request, backend);
}

/** Starts the context, with an id for the request. */
export const beginRequest: RequestHandler = (request, response, next) => {
  const { method, path, headers } = request;
  const backend = backendOf(request);
  response.locals.context = {
    backend,
    request: {
      requestId: newRequestId(),
      ownKey: randomUUID(),
      method,
      path,
      headers,
      origin: originOf(backend, headers.host),
    },
  } satisfies ServerContext;
  next();
};

function backendOf(request: Request): Backend {
  const backend = backends.get(request);
  if (!backend) throw new Error('the request came to no server');
  return backend;
}

export function contextOf(response: Response): ServerContext {
  return response.locals.context as ServerContext;
}

/** Notes the owner of the request. */
export function identify(context: ServerContext, key: ApiKey): LocatedContext {
  const identified = { ...context.request, key };
  context.request = identified;
  return identified;
}

/** A server without a port is at the host that the request names. */
function originOf({ url }: Backend, host = 'localhost'): string {
  return url?.() ?? `http://${host}`;
}

export function newRequestId(): string {
  return `req_${randomUUID().replaceAll('-', '').slice(0, 14)}`;
}
