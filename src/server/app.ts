import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Dialect } from '../dialects/Dialect.js';
import type { Store } from '../domain/Store.js';
import { contract } from './contract.js';
import { cors } from './cors.js';
import { documentRoutes } from './documentRoutes.js';
import { errorDoor } from './errorDoor.js';
import { beginExchange, json } from './exchange.js';
import { createExecutor } from './execute.js';
import { fixtureRoutes } from './fixtureRoutes.js';
import type { KeyRing } from './KeyRing.js';
import { logRequests } from './logRequests.js';
import { RefusedRequest } from './RefusedRequest.js';
import { createSendReply } from './reply.js';
import { requireHost } from './requireHost.js';

export interface AppOptions {
  readonly dialect: Dialect;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: Logger;
  /** Unix seconds. */
  readonly clock: () => number;
  /** Whether intents can be made in any state through `/_fixtures`. Never true on an address others can reach. */
  readonly fixtures: boolean;
  /** Whether pages of this machine may call the server from a browser. Never true on an address others can reach. */
  readonly crossOrigin?: boolean;
}

/** A dialect's reference server. It keeps no state of its own: everything is in the store. */
export function createApp({ dialect, store, keys, log, clock, fixtures, crossOrigin }: AppOptions): Express {
  const send = createSendReply(dialect, log);
  const executor = createExecutor({ dialect, store, log });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  app.set('query parser', false);
  app.response.json = json;

  app.use(beginExchange(clock));
  if (log.isLevelEnabled('info')) app.use(logRequests(log));
  app.use(requireHost);
  if (crossOrigin) app.use(cors(dialect.document));
  for (const { path, answer } of contract({ dialect, executor, keys, send })) app.route(path).all(answer);
  app.use(documentRoutes(dialect));
  if (fixtures) app.use('/_fixtures', fixtureRoutes({ dialect, store, keys, send }));
  app.use(unknownRoute);
  app.use(errorDoor({ dialect, log, send }));
  return app;
}

const unknownRoute: RequestHandler = () => {
  throw new RefusedRequest({ kind: 'unknown_route' });
};
