import { Router } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import { authenticate } from './authenticate.js';
import { contextOf } from './context.js';
import { RejectedRequest } from './RejectedRequest.js';
import { readBytes } from './readParameters.js';
import { sendReply } from './reply.js';

/** Makes intents in any state they can be in, for whoever tests against this server. Outside the contract. */
export function fixtureRoutes(dialect: Dialect): Router {
  const routes = Router({ strict: true, caseSensitive: true });

  routes.post('/payment_intents', async (request, response, next) => {
    const context = contextOf(response);
    const { store, fixtures } = context.backend;
    if (!fixtures) return next();
    const { key, now } = authenticate(dialect, request, context);
    const fixture = dialect.fixture(parse(await readBytes(request)), key, now);
    if ('problem' in fixture) throw new RejectedRequest({ kind: 'bad_fixture', problem: fixture.problem });

    const { intent } = fixture;
    const added = await store.transact(({ intents }) => intents.add(key, intent));
    if (!added) {
      throw new RejectedRequest({ kind: 'bad_fixture', problem: `There is a payment intent ${intent.id} already.` });
    }
    sendReply(dialect, response, { status: 201, body: dialect.encode(intent) });
  });

  return routes;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new RejectedRequest({ kind: 'bad_fixture', problem: 'The fixture must be a JSON object.' });
  }
}
