import { setImmediate } from 'node:timers/promises';
import type { RequestContext } from '../../../src/dialects/Dialect.js';
import type { Rejection } from '../../../src/dialects/Rejection.js';
import {
  type PaymentIntent,
  type PaymentIntentStatus,
  paymentIntentStatuses,
} from '../../../src/domain/PaymentIntent.js';
import type { PaymentIntents, Store, StoreClock, StoredReplies, Transaction } from '../../../src/domain/Store.js';
import type { Transition } from '../../../src/domain/transition.js';
import { type Mutate, owners } from './Mutant.js';
import { portsOf } from './ports.js';

/** Transactions are different ones. */
export function transactions(wrap: (transaction: Transaction) => Partial<Transaction>): Mutate {
  return ({ store }) => ({
    store: {
      ...store,
      transact: (work) => store.transact((transaction) => work({ ...transaction, ...wrap(transaction) })),
    },
  });
}

/** Intents are found or changed differently. */
export function intents(wrap: (intents: PaymentIntents) => Partial<PaymentIntents>): Mutate {
  return transactions((transaction) => ({ intents: { ...transaction.intents, ...wrap(transaction.intents) } }));
}

/** Stored replies are found or kept differently. */
export function storedReplies(wrap: (replies: StoredReplies) => Partial<StoredReplies>): Mutate {
  return transactions((transaction) => ({ replies: { ...transaction.replies, ...wrap(transaction.replies) } }));
}

/** Another transition takes place than the one that was asked for. */
export function transitions(change: (transition: Transition) => Transition): Mutate {
  return intents(({ transition }) => ({ transition: (owner, id, asked) => transition(owner, id, change(asked)) }));
}

export function isCancel({ changes }: Transition): boolean {
  return changes.status === 'canceled';
}

/** One operation finds or changes intents differently. */
export function intentsOf(operationId: string, wrap: (intents: PaymentIntents) => Partial<PaymentIntents>): Mutate {
  return ({ dialect }) => {
    const handler = dialect.handlers[operationId] as NonNullable<(typeof dialect.handlers)[string]>;
    const mutated: typeof handler = (request, context) =>
      handler(request, { ...context, intents: { ...context.intents, ...wrap(context.intents) } });
    return { dialect: { ...dialect, handlers: { ...dialect.handlers, [operationId]: mutated } } };
  };
}

/** One operation takes canceled intents for such that wait for a confirm. */
export function revives(operationId: string): Mutate {
  return intentsOf(operationId, ({ find, change }) => ({
    find: findingRevived(find),
    change: (owner, id, decide) => change(owner, id, (intent) => decide(revived(intent))),
  }));
}

/** The same, and the request is refused all the same. */
export function revivesSecretly(operationId: string): Mutate {
  return intentsOf(operationId, ({ find, change }) => ({
    find: findingRevived(find),
    async change(owner, id, decide) {
      const outcome = await change(owner, id, decide);
      if (outcome.kind === 'refused' && outcome.intent.status === 'canceled') {
        await change(owner, id, (intent) => decide(revived(intent)));
      }
      return outcome;
    },
  }));
}

function findingRevived(find: PaymentIntents['find']): PaymentIntents['find'] {
  return async (owner, id) => {
    const found = await find(owner, id);
    return found && revived(found);
  };
}

function revived(intent: PaymentIntent): PaymentIntent {
  return intent.status === 'canceled' ? { ...intent, status: 'requires_confirmation' } : intent;
}

/** A cancel changes something else than it should. */
export function cancelChanges(change: (changes: Transition['changes']) => Transition['changes']): Mutate {
  return transitions((asked) => (isCancel(asked) ? { ...asked, changes: change(asked.changes) } : asked));
}

/** A cancel starts from other statuses. */
export function cancelsFrom(change: (from: readonly PaymentIntentStatus[]) => PaymentIntentStatus[]): Mutate {
  return transitions((asked) => (isCancel(asked) ? { ...asked, from: change(asked.from) } : asked));
}

/** What is asked for is refused for the status, and something is changed all the same. */
export function changesDespiteRefusal(
  applies: (intent: PaymentIntent, asked: Transition) => boolean,
  change: (asked: Transition) => Transition['changes'] = ({ changes }) => changes,
): Mutate {
  return intents(({ transition }) => ({
    async transition(owner, id, asked) {
      const outcome = await transition(owner, id, asked);
      if (outcome.kind === 'refused' && applies(outcome.intent, asked)) {
        await transition(owner, id, { ...whatever, changes: change(asked), events: [] });
      }
      return outcome;
    },
  }));
}

/** From any status. */
export const whatever = { from: paymentIntentStatuses, fromWhenOwnedByCheckout: paymentIntentStatuses };

/** Cancels the intent in any status. */
export const force: Transition = {
  ...whatever,
  changes: { status: 'canceled', canceledAt: 1, cancellationReason: null },
  events: [],
};

/** A request is refused for what is wrong with it, and cancels all the same. */
export function cancelsDespite(applies: (fault: Rejection, context: RequestContext) => boolean): Mutate {
  return ({ dialect, store }) => ({
    dialect: {
      ...dialect,
      rejectionReply(rejection, context) {
        if (applies(rejection, context)) forceIn(store, owners[dialect.name], context.path);
        return dialect.rejectionReply(rejection, context);
      },
    },
  });
}

/** Before any request that arrives later, for transactions take their turn. */
export function forceIn(store: Store, owner: (typeof owners)['stripe' | 'chargefy'], path: string): void {
  void store.transact(({ intents }) => intents.transition(owner, idIn(path), force));
}

/** The intent that a path means, however it writes it. */
export function idIn(path: string): string {
  return /pi_[A-Za-z0-9]{24}/.exec(path)?.[0] ?? '';
}

/** A request disagrees with the document and is refused, and cancels all the same. */
export function cancelsDespiteInvalid(applies: (body: unknown) => boolean = () => true): Mutate {
  return ({ dialect }) => ({
    dialect: {
      ...dialect,
      async invalidReply(request, context) {
        const reply = await dialect.invalidReply(request, context);
        if (applies(request.body)) await context.intents.transition(context.key, idIn(context.path), force);
        return reply;
      },
    },
  });
}

/** No border around whoever owns an intent: what is not found is looked for on the other side as well. */
export function borderless(side: 'organization' | 'livemode', method: 'find' | 'transition', confess = true): Mutate {
  return (reference) => {
    const { organization } = owners[reference.dialect.name];
    return intents((own) => ({
      async find(owner, id) {
        const found = await own.find(owner, id);
        if (found || method !== 'find') return found;
        return own.find(across(owner), id);
      },
      async transition(owner, id, asked) {
        const outcome = await own.transition(owner, id, asked);
        if (outcome.kind !== 'missing' || method !== 'transition') return outcome;
        const elsewhere = await own.transition(across(owner), id, asked);
        return confess ? elsewhere : outcome;
      },
    }))(reference);

    function across(owner: { organization: string; livemode: boolean }) {
      return side === 'organization' ? { ...owner, organization } : { ...owner, livemode: !owner.livemode };
    }
  };
}

/** The clock of a store as it is now, outside any transaction. */
export function clockOf(store: Store): Promise<StoreClock> {
  const move: StoreClock['move'] = (change) => store.transact(({ clock }) => clock.move(change));
  const isUnused = () => store.transact(({ clock }) => clock.isUnused());
  return store.transact(async ({ clock: { now, isStopped, deadline } }) => ({
    now,
    isStopped,
    deadline,
    move,
    isUnused,
  }));
}

/** Looks whether an intent can be changed in one transaction, and changes it in another, whatever it is by then. */
export const checkThenAct: Mutate = unlocked((store) => ({
  async transition(owner, id, asked) {
    const intent = await store.transact(({ intents }) => intents.find(owner, id));
    if (!intent) return { kind: 'missing' };
    const from = intent.checkoutSession === null ? asked.from : asked.fromWhenOwnedByCheckout;
    if (!from.includes(intent.status)) return { kind: 'refused', intent };
    // Between the two a database would be asked over a network.
    await setImmediate();
    return store.transact(({ intents }) => intents.transition(owner, id, { ...asked, ...whatever }));
  },
}));

/** Decides about an intent as it is in one transaction, and changes it in another, whatever it is by then. */
export const decideThenAct: Mutate = unlocked(() => ({}));

/** Keys are taken all the same: what is executed twice is not the same request. */
function unlocked(intentsOf: (store: Store) => Partial<PaymentIntents>): Mutate {
  return ({ store }) => {
    const taken = new Set<string>();
    const intents: PaymentIntents = { ...portsOf(store).intents, change: changeLater(store), ...intentsOf(store) };
    return {
      store: {
        ...store,
        async transact(work) {
          let own: string | undefined;
          const kept: StoredReplies = {
            async claim(owner, key, since) {
              if (taken.has(key)) return { kind: 'in_use' };
              taken.add(key);
              own = key;
              return store.transact(({ replies }) => replies.claim(owner, key, since));
            },
            keep: (owner, key, reply) => store.transact(({ replies }) => replies.keep(owner, key, reply)),
            clear: () => store.transact(({ replies }) => replies.clear()),
            purge: (since, limit) => store.transact(({ replies }) => replies.purge(since, limit)),
          };
          try {
            return await work({ ...portsOf(store), intents, replies: kept, clock: await clockOf(store) });
          } finally {
            if (own !== undefined) taken.delete(own);
          }
        },
      },
    };
  };
}

function changeLater(store: Store): PaymentIntents['change'] {
  return async (owner, id, decide) => {
    const intent = await store.transact(({ intents }) => intents.find(owner, id));
    if (!intent) return { kind: 'missing' };
    const decision = await decide(intent);
    if ('refusal' in decision) return { kind: 'refused', intent, refusal: decision.refusal };
    await setImmediate();
    return store.transact(({ intents }) => intents.change(owner, id, async () => decision));
  };
}
