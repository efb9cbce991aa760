/** What tests control a server with, over HTTP. */

import type { ServerResponse } from 'node:http';
import type { AuthenticatedContext, Reply, ValidRequest } from '../dialects/Dialect.js';

/** What answers the operations of the control document, by operationId. `Handlers<operations>` has the exact types. */
export type Control = Readonly<Record<string, ControlHandler>>;

export type ControlHandler = {
  bivarianceHack(request: ValidRequest, context: ControlContext): Promise<Reply>;
}['bivarianceHack'];

export interface ControlContext extends AuthenticatedContext {
  /** What the reply will be sent by. */
  readonly response: ServerResponse;
}
