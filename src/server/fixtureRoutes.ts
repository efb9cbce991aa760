import { json, type RequestHandler, Router } from 'express';
import { authenticate } from './authenticate.js';
import type { ContractOptions } from './contract.js';
import { identifiedExchangeOf } from './exchange.js';
import { RefusedRequest } from './RefusedRequest.js';

/** Makes intents in any state they can be in, for whoever tests against this server. Outside the contract. */
export function fixtureRoutes({ dialect, store, keys, send }: ContractOptions): Router {
  const routes = Router({ strict: true, caseSensitive: true });

  routes.post('/payment_intents', authenticate(dialect, keys), readFixture, async (request, response) => {
    const { key, now } = identifiedExchangeOf(response);
    const fixture = dialect.fixture(request.body, key, now);
    if ('problem' in fixture) throw new RefusedRequest({ kind: 'bad_fixture', problem: fixture.problem });

    const { intent } = fixture;
    const added = await store.transact((intents) => intents.add(key, intent));
    if (!added) {
      throw new RefusedRequest({ kind: 'bad_fixture', problem: `There is a payment intent ${intent.id} already.` });
    }
    send(request, response, { status: 201, body: dialect.encode(intent) });
  });

  return routes;
}

const parseJson = json({ type: () => true, limit: '64kb' });

const readFixture: RequestHandler = (request, response, next) => {
  parseJson(request, response, (error?: unknown) => {
    if (!error) return next();
    next(new RefusedRequest({ kind: 'bad_fixture', problem: 'The fixture must be a JSON object of at most 64 kB.' }));
  });
};
