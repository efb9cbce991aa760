/** The operations of the control document as Express routes. */

import { parse } from 'node:querystring';
import { type Request, type RequestHandler, Router } from 'express';
import type { Operation } from '../contract/Contract.js';
import { contractFor } from '../contract/contracts.js';
import type { AuthenticatedContext, Dialect } from '../dialects/Dialect.js';
import { authenticate } from './authenticate.js';
import { contextOf, type ServerContext } from './context.js';
import { isLoopbackHost, isLoopbackOrigin } from './loopback.js';
import { RejectedRequest } from './RejectedRequest.js';
import { readBytes } from './readParameters.js';
import { sendPage, sendReply } from './reply.js';

/** Lets tests control the server, if it has a control. */
export function controlRoutes(dialect: Dialect): Router {
  const routes = Router({ strict: true, caseSensitive: true });
  for (const operation of contractFor('control').operations) {
    routes.all(operation.path.replace(/\{(\w+)\}/g, ':$1'), route(dialect, operation));
  }
  routes.use(unknownRoute);
  return routes;
}

/** No vendor has a path that begins like those of the control: it is misspelled, or the server has no control. */
const unknownRoute: RequestHandler = ({ method, path }, response, next) => {
  if (!path.startsWith('/_')) return next();
  throw new RejectedRequest({
    kind: 'unknown_in_control',
    problem: contextOf(response).backend.control
      ? `There is no ${method} ${path}; known are ${knownRoutes(path)}.`
      : 'This server has no control; serve on 127.0.0.1 without --no-control.',
  });
};

/** The methods of a path; all paths when there is no such one. */
function knownRoutes(path: string): string {
  const { operations } = contractFor('control');
  const here = operations.filter((operation) => operation.path === path).map(({ method }) => `${method} ${path}`);
  return (here.length > 0 ? here : [...new Set(operations.map((operation) => operation.path))]).join(', ');
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
    const identified = operation.needsKey ? authenticateController(dialect, request, context) : context.request;
    const sent = { path: { ...request.params }, query: undefined, body: await readBody(operation, request) };
    const reply = await handler(sent, { ...identified, response });
    const send = operation.responses.get(reply.status)?.mediaType === 'text/html' ? sendPage : sendReply;
    send(dialect, response, reply);
  };
}

/** @throws RejectedRequest when the request has no secret key. */
function authenticateController(dialect: Dialect, request: Request, context: ServerContext): AuthenticatedContext {
  const identified = authenticate(dialect, request, context);
  if (identified.key.kind === 'secret') return identified;
  throw new RejectedRequest({ kind: 'control_refused', problem: 'Only a secret key controls this server; send one.' });
}

/**
 * Refuses pages of other machines, also those that reach this server under their own host name.
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
  const text = bytes.toString('utf8');
  // Names that are sent twice become lists, which no schema takes.
  if (requestBody.mediaType !== 'application/json') return { ...parse(text) };
  try {
    return JSON.parse(text);
  } catch {
    throw refuse('The body must be a JSON object.');
  }
}
