import { it } from 'vitest';
import { arrangeByFixtures } from '../../src/conformance/arrange/fixtures.js';
import { runChecks } from '../../src/conformance/runChecks.js';
import { raceChecks } from '../../src/conformance/stripe/race.js';
import { idempotencyKeyChecks } from '../../src/conformance/stripe/idempotencyKeys.js';
import { idempotencyChecks } from '../../src/conformance/stripe/idempotency.js';
import { paymentIntentStatuses } from '../../src/domain/PaymentIntent.js';
import type { Store, Unit } from '../../src/domain/Store.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import { startReference } from '../support/reference.js';
function racy(inner: Store): Store {
  const unit: Unit = {
    intents: {
      find: (o, id) => inner.transact((u) => u.intents.find(o, id)),
      add: (o, i) => inner.transact((u) => u.intents.add(o, i)),
      async transition(o, id, t) {
        const intent = await inner.transact((u) => u.intents.find(o, id));
        if (!intent) return { kind: 'missing' };
        const from = intent.checkoutSession === null ? t.from : t.fromInCheckout;
        if (!from.includes(intent.status)) return { kind: 'refused', intent };
        return inner.transact((u) => u.intents.transition(o, id, { ...t, from: paymentIntentStatuses, fromInCheckout: paymentIntentStatuses }));
      },
    },
    answers: {
      claim: (...a) => inner.transact((u) => u.answers.claim(...a)),
      keep: (...a) => inner.transact((u) => u.answers.keep(...a)),
      purge: (...a) => inner.transact((u) => u.answers.purge(...a)),
    },
  };
  return { ...inner, transact: (work: any) => work(unit), close: () => inner.close() } as Store;
}
const checks = [...raceChecks, ...idempotencyKeyChecks.filter(({ id }) => id.endsWith('in-flight')), ...idempotencyChecks.filter(({ id }) => id.endsWith('lost-answer'))].map((c) => ({ ...c, after: [] }));
it('races', async () => {
  for (const [name, runs] of [['racy', Number(process.env.BAD ?? 100)], ['sound', Number(process.env.GOOD ?? 100)]] as const) {
    const store = await openEmbeddedStore(':memory:');
    const reference = await startReference('stripe', { store: name === 'racy' ? racy(store) : store });
    Object.defineProperty(reference, 'now', { get: () => Math.floor(Date.now() / 1000) });
    const red: Record<string, number> = {};
    const start = performance.now();
    for (let i = 0; i < runs; i += 1) {
      reference.logged.length = 0;
      const { results } = await runChecks('stripe', checks, { url: reference.url, key: 'sk_test_reference', otherKey: 'sk_test_other', liveKey: 'sk_live_reference', publishableKey: 'pk_test_reference', arrange: arrangeByFixtures(reference.url) }, { concurrency: 1 });
      for (const r of results) if (r.verdict !== 'pass') { red[r.check.id] = (red[r.check.id] ?? 0) + 1; if (name === 'sound') console.log(r.verdict, r.check.id, r.expected, r.actual, r.reason); }
    }
    console.log(name, runs, JSON.stringify(red), ((performance.now() - start) / runs).toFixed(0), 'ms a run');
  }
}, 900_000);
