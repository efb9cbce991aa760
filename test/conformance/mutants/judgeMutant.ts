import type { RequestListener } from 'node:http';
import { pino } from 'pino';
import type { RunOptions } from '../../../src/conformance/run/runChecks.js';
import { verify } from '../../../src/conformance/run/verify.js';
import { type Arrange, Unarranged } from '../../../src/conformance/target/Target.js';
import type { DialectName } from '../../../src/contract/dialect.js';
import { dialects } from '../../../src/dialects/registry.js';
import type { ApiKey } from '../../../src/domain/ApiKey.js';
import type { Store } from '../../../src/domain/Store.js';
import { makeIntent } from '../../../src/reference/fixtures.js';
import { ownedWebhooks } from '../../../src/reference/webhooks.js';
import { createApp } from '../../../src/server/app.js';
import { createHttpServer } from '../../../src/server/createHttpServer.js';
import { createKeyRing } from '../../../src/server/KeyRing.js';
import { listen } from '../../../src/server/listen.js';
import { openEmbeddedStore } from '../../../src/stores/embedded.js';
import { createDispatcher } from '../../../src/webhooks/createDispatcher.js';
import { keys } from '../../support/reference.js';
import { receiverFor } from '../../support/webhooks.js';
import { type Front, type Mutate, owners } from './Mutant.js';

const secrets = {
  stripe: {
    key: 'sk_test_reference',
    otherKey: 'sk_test_other',
    liveKey: 'sk_live_reference',
    publishableKey: 'pk_test_reference',
  },
  chargefy: { key: 'ch_test_reference', otherKey: 'ch_test_other', liveKey: 'ch_live_reference' },
} as const;

/** The seed of the generated cases: the same ones for every mutant. */
const seed = 1;

/** Enough of them to find what only they can find. */
const cases = 15;

/** Which checks find fault with a mutant, and which could not be run for that: of the whole kit, unless some are selected. */
export async function judgeMutant(
  name: DialectName,
  mutate: Mutate,
  options: Pick<RunOptions, 'select' | 'timeoutMs'> = {},
) {
  const store = await openEmbeddedStore(':memory:');
  const dialect = dialects[name];
  const webhooks = receiverFor(name, (event) => told.redeliver(owners[name], event));
  const mutation = mutate({ dialect, store, receiver: webhooks.receive });
  const mutated = { dialect, store, front: pass, ...mutation };
  const log = pino({ level: 'silent' });
  const dispatcher = createDispatcher(dialect, { store, log, isShared: false });
  const told = ownedWebhooks(dialect, { store, dispatcher, allowRemote: false });
  const { receiver } = mutation;
  if (receiver) await told.add(owners[name], { secret: webhooks.secret }, receiver);
  const app = createApp(mutated.dialect, {
    store: mutated.store,
    keys: createKeyRing(Object.entries<ApiKey>(keys[name])),
    log,
    crossOrigin: false,
  });
  const listener: RequestListener = (request, response) =>
    mutated.front(request, response, () => app(request, response));
  const server = await listen(createHttpServer(listener, mutated.dialect), '127.0.0.1', 0);
  try {
    const target = {
      url: server.url,
      ...secrets[name],
      arrange: arrangeIn(store, name),
      ...(receiver && { webhooks }),
    };
    const { results } = await verify(name, target, { seed, cases, timeoutMs: 20_000, ...options });
    const judged = receiver ? results : results.filter(({ check }) => !check.needs.includes('webhooks'));
    const idsOf = (...verdicts: string[]) =>
      judged.filter(({ verdict }) => verdicts.includes(verdict)).map(({ check }) => check.id);
    return {
      red: idsOf('fail', 'warn'),
      blocked: idsOf('blocked'),
      unarranged: idsOf('unarranged'),
      errors: idsOf('error'),
    };
  } finally {
    await server.stop();
    await dispatcher.close();
    await store.close();
  }
}

const pass: Front = (_request, _response, next) => next();

/** Straight into the store: it is the reference's, whatever is wrong with the mutant. */
function arrangeIn(store: Store, name: DialectName): Arrange {
  return async ({ status, key, options }) => {
    const owner = Object.entries<ApiKey>(keys[name]).find(([secret]) => secret === key)?.[1] as ApiKey;
    const outcome = await makeIntent(dialects[name], store, { status, ...options }, owner);
    if ('problem' in outcome) throw new Unarranged(outcome.problem);
    return { id: (outcome.made as { id: string }).id };
  };
}
