import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { DialectName } from '../../../src/contract/dialect.js';
import type { PaymentIntent } from '../../../src/domain/PaymentIntent.js';
import type { Store } from '../../../src/domain/Store.js';
import { webhookSecrets } from '../../support/webhooks.js';
import { deliveries, events, forgedEvent, nowInSeconds, tellBy } from './deliveries.js';
import { both, type Mutant, type Mutate, owners } from './Mutant.js';
import { handled } from './requests.js';

/** Milliseconds that a cancel waits for somebody to look at the intent before it is canceled. */
const held = 500;

/** Wrong about what is told of a cancel. */
export const webhookMutants: Readonly<Record<DialectName, readonly Mutant[]>> = {
  stripe: [
    ...mutantsOf('stripe'),
    {
      id: 'event-for-a-replay',
      fault: 'a cancel that is replayed sends an event of its own',
      caughtBy: ['stripe/webhooks/replay'],
      mutate: forgesForReplays,
    },
    {
      id: 'event-with-another-key',
      fault: 'the event names another idempotency key than was sent',
      caughtBy: ['stripe/webhooks/idempotency-key'],
      mutate: events((event) => ({ ...event, request: { ...Object(event.request), idempotency_key: 'another' } })),
    },
  ],
  chargefy: mutantsOf('chargefy'),
};

function mutantsOf(dialect: DialectName): readonly Mutant[] {
  const named = (...behaviours: string[]) => behaviours.map((behaviour) => `${dialect}/webhooks/${behaviour}`);
  return [
    {
      id: 'no-event',
      fault: 'a cancel sends nothing',
      caughtBy: named('canceled'),
      mutate: deliveries(async () => new Response()),
    },
    {
      id: 'event-for-a-refused-cancel',
      fault: 'a cancel that is refused sends an event as well',
      caughtBy: named('refused-cancel'),
      mutate: both(told, forgesForRefusals),
    },
    {
      id: 'event-before-the-cancel',
      fault: 'the event is sent before the intent is canceled, and has it as it was',
      caughtBy: named('after-the-cancel', 'canceled-object', 'same-object', 'envelope'),
      mutate: forgesBeforehand,
    },
    {
      id: 'two-events',
      fault: 'a cancel sends two events with ids of their own',
      // Of what a receiver sees, the second could be a further attempt.
      caughtBy: [...named('one-event', 'redelivered-id'), ...(dialect === 'stripe' ? named('replay') : [])],
      mutate: deliveries(async ({ headers, body, event, tell, sign }) => {
        const answer = await tell({ headers, body });
        await tell(sign({ ...event, id: `${event.id}_second` }));
        return answer;
      }),
    },
    {
      id: 'event-of-an-uncanceled-intent',
      fault: 'the event has the intent as it was before the cancel',
      caughtBy: named('canceled-object', 'same-object', 'envelope'),
      mutate: events((event) => withObject(event, { status: 'requires_payment_method', canceled_at: null })),
    },
    {
      id: 'event-of-an-older-intent',
      fault: 'the event has the intent with metadata that it had before',
      caughtBy: named('same-object'),
      mutate: events((event) => withObject(event, { metadata: { of: 'before' } })),
    },
    {
      id: 'event-without-a-mode',
      fault: 'the event does not say in which mode it happened',
      caughtBy: named('envelope'),
      mutate: events(({ livemode, ...event }) => event),
    },
    {
      id: 'event-unsigned',
      fault: 'the event has no signature',
      caughtBy: named('signature'),
      mutate: deliveries(({ body, tell }) => tell({ headers: { 'Content-Type': 'application/json' }, body })),
    },
    {
      id: 'event-signed-otherwise',
      fault: 'the signature is over the event written again, not over the body that is sent',
      caughtBy: named('signature'),
      mutate: (reference) => {
        const { dialect: own } = reference;
        return deliveries(({ event, body, tell }) => {
          const attempt = { id: String(event.id), body: JSON.stringify(event), at: nowInSeconds() };
          return tell({ headers: own.webhooks.headers(attempt, [webhookSecrets[own.name]]), body });
        })(reference);
      },
    },
    {
      id: 'event-signed-long-ago',
      fault: 'the time of the signature is an hour before the event is sent',
      caughtBy: named('signature-time'),
      mutate: deliveries(({ event, tell, sign }) => tell(sign(event, nowInSeconds() - 3_600))),
    },
    {
      id: 'other-event-on-retry',
      fault: 'an event that is delivered again has an id of its own',
      caughtBy: named('redelivered-id'),
      mutate: onRetry((event) => [{ ...event, id: `${event.id}_again` }]),
    },
    {
      id: 'first-time-on-retry',
      fault: 'an event that is delivered again is signed with the time of the first attempt',
      caughtBy: named('redelivered-time'),
      mutate: onRetry((event, first) => [event, first]),
    },
  ];
}

/** Deliveries go their way unchanged, but the kit is there to receive them. */
function told({ receiver }: Parameters<Mutate>[0]): ReturnType<Mutate> {
  return { receiver };
}

/** Further attempts are other ones: another event, or signed at another time. */
function onRetry(
  change: (event: Readonly<Record<string, unknown>>, first: number) => [Readonly<Record<string, unknown>>, number?],
): Mutate {
  const firsts = new Map<unknown, number>();
  return deliveries(({ event, tell, sign }) => {
    const first = firsts.get(event.id);
    if (first !== undefined) return tell(sign(...change(event, first)));
    const now = nowInSeconds();
    firsts.set(event.id, now);
    return tell(sign(event, now));
  });
}

function forgesForRefusals(reference: Parameters<Mutate>[0]): ReturnType<Mutate> {
  const { dialect, store, receiver } = reference;
  const forge = async (id: string) => {
    const intent = await find(store, dialect.name, id);
    if (intent) await tellBy(receiver, await forgedEvent(dialect, store, intent));
  };
  return handled('cancelPaymentIntent', async ({ path }, _context, cancel) => {
    const reply = await cancel();
    // Before any request that arrives later, for transactions take their turn.
    if (reply.status >= 400) void forge(Object.values(path)[0] ?? '');
    return reply;
  })(reference);
}

/** Front and receiver are one fault: the reference's own event is kept back. */
function forgesBeforehand({ dialect, store, receiver }: Parameters<Mutate>[0]): ReturnType<Mutate> {
  const looks = new Map<string, () => void>();
  const forge = async (request: IncomingMessage, id: string) => {
    const intent = await find(store, dialect.name, id);
    if (!intent || ['succeeded', 'canceled'].includes(intent.status)) return;
    const looked = new Promise<void>((resolve) => looks.set(id, resolve));
    const key = request.headers['idempotency-key'];
    await tellBy(receiver, await forgedEvent(dialect, store, intent, typeof key === 'string' ? key : null));
    await Promise.race([looked, setTimeout(held)]);
  };
  return {
    receiver: async () => new Response(),
    front(request, response, next) {
      const { id = '', isCancel } = pathOf(request);
      if (request.method === 'GET') response.on('finish', () => looks.get(id)?.());
      if (isCancel) void forge(request, id).then(next);
      else next();
    },
  };
}

function forgesForReplays({ dialect, store, receiver }: Parameters<Mutate>[0]): ReturnType<Mutate> {
  const seen = new Set<string>();
  const forge = async (key: string, id: string) => {
    const intent = await find(store, dialect.name, id);
    if (intent?.status === 'canceled') await tellBy(receiver, await forgedEvent(dialect, store, intent, key));
  };
  return {
    receiver,
    front(request, _response, next) {
      const { id = '', isCancel } = pathOf(request);
      const key = String(request.headers['idempotency-key']);
      if (isCancel && seen.has(key)) void forge(key, id).then(next);
      else next();
      if (isCancel) seen.add(key);
    },
  };
}

function find(store: Store, dialect: DialectName, id: string): Promise<PaymentIntent | undefined> {
  return store.transact(({ intents }) => intents.find(owners[dialect], id));
}

function pathOf({ url = '', method }: IncomingMessage): { id: string | undefined; isCancel: boolean } {
  const [, id, step] = /\/payment[-_]intents\/(pi_\w+)(\/cancel)?$/.exec(url) ?? [];
  return { id, isCancel: method === 'POST' && step !== undefined };
}

function withObject(event: Readonly<Record<string, unknown>>, changes: object): Readonly<Record<string, unknown>> {
  const { object } = Object(event.data) as { readonly object?: object };
  return { ...event, data: { object: { ...object, ...changes } } };
}
