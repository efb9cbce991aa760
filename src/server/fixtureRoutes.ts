import { Router } from 'express';
import type { Dialect } from '../dialects/Dialect.js';
import type { Store } from '../domain/Store.js';
import { authenticate } from './authenticate.js';
import type { KeyRing } from './KeyRing.js';
import { RefusedRequest } from './RefusedRequest.js';
import { readBytes } from './readBytes.js';
import type { SendReply } from './reply.js';

export interface FixtureOptions {
  readonly dialect: Dialect;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly send: SendReply;
}

/** Makes intents in any state they can be in, for whoever tests against this server. Outside the contract. */
export function fixtureRoutes({ dialect, store, keys, send }: FixtureOptions): Router {
  const routes = Router({ strict: true, caseSensitive: true });

  routes.post('/payment_intents', async (request, response) => {
    const { key, now } = authenticate(dialect, keys, request, response);
    const fixture = dialect.fixture(parse(await readBytes(request)), key, now);
    if ('problem' in fixture) throw new RefusedRequest({ kind: 'bad_fixture', problem: fixture.problem });

    const { intent } = fixture;
    const added = await store.transact(({ intents }) => intents.add(key, intent));
    if (!added) {
      throw new RefusedRequest({ kind: 'bad_fixture', problem: `There is a payment intent ${intent.id} already.` });
    }
    send(response, { status: 201, body: dialect.encode(intent) });
  });

  return routes;
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new RefusedRequest({ kind: 'bad_fixture', problem: 'The fixture must be a JSON object.' });
  }
}
