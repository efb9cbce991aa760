import express, { type Express } from 'express';
import { type ContractOptions, contract } from './contract.js';
import { documentRoutes } from './documentRoutes.js';
import { errorDoor } from './errorDoor.js';
import { beginExchange, json } from './exchange.js';
import { fixtureRoutes } from './fixtureRoutes.js';
import { logRequests } from './logRequests.js';
import { RefusedRequest } from './RefusedRequest.js';

export interface AppOptions extends ContractOptions {
  /** Unix seconds. */
  readonly clock: () => number;
  /** Whether intents can be made in any state through `/_fixtures`. Never true on an address others can reach. */
  readonly fixtures: boolean;
}

/** A dialect's reference server. It keeps no state of its own: everything is in the store. */
export function createApp({ clock, fixtures, ...options }: AppOptions): Express {
  const { dialect, store, keys, log } = options;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('strict routing');
  app.enable('case sensitive routing');
  app.set('query parser', false);
  app.response.json = json;

  app.use(beginExchange(clock));
  app.use(logRequests(log));
  app.use(documentRoutes(dialect));
  if (fixtures) app.use('/_fixtures', fixtureRoutes(dialect, store, keys));
  app.use(contract(options));
  app.use(() => {
    throw new RefusedRequest({ kind: 'unknown_route' });
  });
  app.use(errorDoor(dialect, store, log));
  return app;
}
