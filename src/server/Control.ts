/** What tests control a server with, over HTTP. */

import type { ServerResponse } from 'node:http';
import type { AuthenticatedContext, Reply, RequestContext, ValidRequest } from '../dialects/Dialect.js';

/** What answers the operations of the control document, by operationId. `Handlers<operations>` has the exact types. */
export type Control = Readonly<Record<string, ControlHandler>>;

export type ControlHandler = {
  bivarianceHack(request: ValidRequest, context: PageContext): Promise<Reply>;
}['bivarianceHack'];

/** What a handler of an operation that needs no key is given. */
export interface PageContext extends RequestContext {
  /** The response that will send the reply. */
  readonly response: ServerResponse;
}

/** What any other handler is given. */
export type ControlContext = PageContext & AuthenticatedContext;
