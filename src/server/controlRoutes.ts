/** The operations of the control document as Express routes. */

import { type Request, type RequestHandler, Router } from 'express';
import type { Operation } from '../contract/Contract.js';
import { contractFor } from '../contract/contracts.js';
import type { Dialect } from '../dialects/Dialect.js';
import { authenticate } from './authenticate.js';
import { contextOf } from './context.js';
import { isLoopbackHost, isLoopbackOrigin } from './loopback.js';
import { RejectedRequest } from './RejectedRequest.js';
import { readBytes } from './readParameters.js';
import { sendReply } from './reply.js';

/** Lets whoever tests against this server control it, on servers that have a control. */
export function controlRoutes(dialect: Dialect): Router {
  const routes = Router({ strict: true, caseSensitive: true });
  for (const operation of contractFor('control').operations) routes.all(operation.path, route(dialect, operation));
  return routes;
}

function route(dialect: Dialect, operation: Operation): RequestHandler {
  return async (request, response, next) => {
    const context = contextOf(response);
    const handler = context.backend.control?.[operation.id];
    // Express would take a HEAD for a GET.
    if (request.method !== operation.method || !handler) return next();
    context.backend.activity?.begin(response);
    context.isControl = true;
    refuseStrangers(request);
    const identified = authenticate(dialect, request, context);
    if (identified.key.kind !== 'secret') {
      throw new RejectedRequest({
        kind: 'control_refused',
        problem: 'Only a secret key controls this server; send one.',
      });
    }
    const body = await readBody(operation, request);
    sendReply(dialect, response, await handler({ path: {}, query: undefined, body }, { ...identified, response }));
  };
}

/**
 * Keeps away pages of other machines, also those that reach this server under a name of their own.
 *
 * @throws RejectedRequest
 */
function refuseStrangers({ headers: { host, origin } }: Request): void {
  if (!isLoopbackHost(host)) {
    throw new RejectedRequest({
      kind: 'control_refused',
      problem: `This server is controlled as localhost or 127.0.0.1, not as ${host ?? 'a host without a name'}.`,
    });
  }
  if (origin !== undefined && !isLoopbackOrigin(origin)) {
    throw new RejectedRequest({
      kind: 'control_refused',
      problem: `Pages of ${origin} may not control this server; use a page of this machine, or no browser.`,
    });
  }
}

async function readBody({ method, path, requestBody }: Operation, request: Request): Promise<unknown> {
  const refuse = (problem: string) => new RejectedRequest({ kind: 'bad_declaration', problem });
  if (request.originalUrl.includes('?')) throw refuse(`${method} ${path} has no parameters; leave the query out.`);
  const bytes = await readBytes(request);
  if (!requestBody) {
    if (bytes.length > 0) throw refuse(`${method} ${path} has no body; leave it out.`);
    return undefined;
  }
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw refuse('The body must be a JSON object.');
  }
}
