import { Router } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { Store } from '../domain/Store.js';
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
    const { key } = authenticate(dialect, request, context);
    const input = parse(await readBytes(request));
    const made = await addFixture(dialect, store, key, input);
    if ('problem' in made) throw new RejectedRequest({ kind: 'bad_fixture', problem: made.problem });
    sendReply(dialect, response, { status: 201, body: dialect.encode(made.intent) });
  });

  return routes;
}

/** Makes the intent that a fixture asks for, or says why there is none. */
export function addFixture(
  dialect: Dialect,
  store: Store,
  owner: Owner,
  input: unknown,
): Promise<ReturnType<Dialect['fixture']>> {
  return store.transact(async ({ intents, clock }) => {
    const made = dialect.fixture(input, owner, clock.now);
    if ('problem' in made || (await intents.add(owner, made.intent))) return made;
    return { problem: `There is a payment intent ${made.intent.id} already.` };
  });
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new RejectedRequest({ kind: 'bad_fixture', problem: 'The fixture must be a JSON object.' });
  }
}
