import { describe, expect, it } from 'vitest';
import { dialects } from '../../src/dialects/registry.js';
import type { PaymentIntents, Transaction } from '../../src/domain/Store.js';
import { openEmbeddedStore } from '../../src/stores/embedded.js';
import {
  borderless,
  cancelChanges,
  cancelsFrom,
  changesDespiteRefusal,
  checkThenAct,
  decideThenAct,
  intents,
  isCancel,
  storedReplies,
  transactions,
  transitions,
} from '../conformance/mutants/intents.js';
import { deaf, type Mutate } from '../conformance/mutants/Mutant.js';
import { standstill, startReference } from '../support/reference.js';
import { alone, playHistories } from './playHistories.js';

const anywhere: [string, Mutate][] = [
  ['cancels an intent twice', cancelsFrom((from) => [...from, 'canceled'])],
  ['cancels an intent that has succeeded', cancelsFrom((from) => [...from, 'succeeded'])],
  ['refuses to cancel a hold', cancelsFrom((from) => from.filter((status) => status !== 'requires_capture'))],
  ['does not release the hold', cancelChanges(({ amountCapturable, ...changes }) => changes)],
  ['gives another reason', cancelChanges((changes) => ({ ...changes, cancellationReason: 'abandoned' }))],
  ['changes an intent that it refuses to cancel', changesDespiteRefusal(({ status }) => status === 'succeeded')],
  ['shows the intents of another organization', borderless('organization', 'find')],
  ['cancels the intents of the other mode', borderless('livemode', 'transition')],
  ['looks first and acts later', checkThenAct],
];

/** Only where there are idempotency keys, a capture, or a list of events. */
const atStripe: [string, Mutate][] = [
  ['forgets what it has answered under a key', storedReplies(() => ({ keep: async () => undefined }))],
  [
    'takes the key of one owner for that of another',
    storedReplies(({ claim, keep }) => ({
      claim: (owner, key, since) => claim({ ...owner, organization: 'all' }, key, since),
      keep: (owner, key, reply) => keep({ ...owner, organization: 'all' }, key, reply),
    })),
  ],
  [
    'replays another answer than the first',
    storedReplies(({ keep }) => ({
      keep: (owner, key, reply) =>
        keep(owner, key, { ...reply, body: reply.body.replace('"metadata":{}', '"metadata":{"order":"1"}') }),
    })),
  ],
  ['decides first and acts later', decideThenAct],
  [
    'captures what was canceled',
    transitions((asked) => (asked.captures !== undefined ? { ...asked, from: [...asked.from, 'canceled'] } : asked)),
  ],
  ['writes no event of a cancel', transitions((asked) => (isCancel(asked) ? { ...asked, events: [] } : asked))],
  [
    'tells of everything twice',
    transitions((asked) => ({ ...asked, events: asked.events.flatMap((kind) => [kind, kind]) })),
  ],
  ['tells of a success before its charge', intents(({ change }) => ({ change: reversed(change) }))],
  ['tells of intents as they are now', transactions((transaction) => ({ events: shownAsNow(transaction) }))],
];

function reversed(change: PaymentIntents['change']): PaymentIntents['change'] {
  return (owner, id, decide) =>
    change(owner, id, async (intent) => {
      const decision = await decide(intent);
      return 'events' in decision ? { ...decision, events: decision.events.toReversed() } : decision;
    });
}

function shownAsNow({ events, intents }: Transaction): Transaction['events'] {
  return {
    ...events,
    async page(owner, query) {
      const page = await events.page(owner, query);
      const shown = page.events.map(async (event) => {
        const intent = 'intent' in event.subject && (await intents.find(owner, event.subject.intent.id));
        return intent ? { ...event, subject: { intent } } : event;
      });
      return { ...page, events: await Promise.all(shown) };
    },
  };
}

describe.each([
  ['stripe', 'through fetch', [...anywhere, ...atStripe]],
  ['chargefy', 'over HTTP', anywhere],
] as const)('100 histories of requests at %s %s', (dialect, way, faults) => {
  it.each(faults)('find a store that %s', async (_fault, mutate) => {
    const honest = await openEmbeddedStore(':memory:', standstill);
    const { store = honest } = mutate({ dialect: dialects[dialect], store: honest, receiver: deaf });
    const reference = await startReference(dialect, { store });
    const playing = playHistories(dialect, alone(reference), way, 100, { seed: 1, endOnFailure: true });
    await expect(playing).rejects.toThrow(/seed: 1,.*\nCounterexample: /s);
  });
});
