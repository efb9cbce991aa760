/** The Express app of a dialect. */

import type { RequestListener } from 'node:http';
import express, { type Express, type RequestHandler } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import type { Backend } from './Backend.js';
import { addressTo, beginRequest } from './context.js';
import { controlRoutes } from './controlRoutes.js';
import { cors } from './cors.js';
import { documentRoutes } from './documentRoutes.js';
import { errorHandler } from './errorHandler.js';
import { logRequests } from './logRequests.js';
import { operationRoutes } from './operationRoutes.js';
import { RejectedRequest } from './RejectedRequest.js';
import { refuseRepeatedHeaders } from './refuseRepeatedHeaders.js';
import { requireHost } from './requireHost.js';

const apps = new WeakMap<Dialect, Express>();

/**
 * A dialect's reference server. It keeps no state of its own: everything is in the store of its backend.
 *
 * The Express app exists once for each dialect: a request carries what differs between servers.
 */
export function createApp(dialect: Dialect, backend: Backend): RequestListener {
  const app = apps.get(dialect) ?? createDialectApp(dialect);
  apps.set(dialect, app);
  return (request, response) => {
    addressTo(backend, request);
    app(request, response);
  };
}

function createDialectApp(dialect: Dialect): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  app.set('query parser', false);

  app.use(beginRequest, logRequests, requireHost, refuseRepeatedHeaders(dialect.contract), cors(dialect.contract));
  app.use(unservedRoute(dialect));
  for (const { path, handlers } of operationRoutes(dialect)) app.all(path, ...handlers);
  app.use(documentRoutes(dialect));
  app.use(controlRoutes(dialect));
  app.use(unknownRoute);
  app.use(errorHandler(dialect));
  return app;
}

/** Before the operations: the id of an intent could be the name of another operation. */
function unservedRoute({ isUnserved }: Dialect): RequestHandler {
  return ({ method, path }, _response, next) => {
    if (isUnserved(method, path)) throw new RejectedRequest({ kind: 'unserved_route' });
    next();
  };
}

const unknownRoute: RequestHandler = () => {
  throw new RejectedRequest({ kind: 'unknown_route' });
};
