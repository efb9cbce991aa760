import type { Owner, PaymentIntent } from '../../src/domain/PaymentIntent.js';
import type { PaymentIntents, Store } from '../../src/domain/Store.js';
import type { Transition, TransitionOutcome } from '../../src/domain/transition.js';

/** Whose intents these are unless somebody else is named. */
export const owner: Owner = { organization: 'acct_reference', livemode: false };

/** An intent with a hold of 20.00. */
export function held(id: string, more: Partial<PaymentIntent> = {}): PaymentIntent {
  return {
    id,
    status: 'requires_capture',
    createdAt: 1_700_000_000,
    customer: null,
    amount: 2000,
    amountCapturable: 2000,
    amountReceived: 0,
    canceledAt: null,
    cancellationReason: null,
    nextAction: null,
    processing: null,
    updatedAt: 1_700_000_000,
    checkoutSession: null,
    expiresAt: null,
    settlesAt: null,
    failure: null,
    cancelableWhileProcessing: false,
    details: { object: 'payment_intent', amount: 2000, created: 1_700_000_000, metadata: { order: 'Nº 6735 "x"' } },
    ...more,
  };
}

/** From a hold or from processing, and within Checkout only from a hold. */
export const release: Transition = {
  from: ['requires_capture', 'processing'],
  fromWhenOwnedByCheckout: ['requires_capture'],
  events: ['intent.canceled'],
  changes: {
    status: 'canceled',
    canceledAt: 1_700_000_060,
    updatedAt: 1_700_000_060,
    cancellationReason: 'duplicate',
    amountCapturable: 0,
    nextAction: null,
    processing: null,
  },
};

/** Does some work with the intents of a store, in one transaction. */
export function within<Result>(store: Store, work: (intents: PaymentIntents) => Promise<Result>): Promise<Result> {
  return store.transact(({ intents }) => work(intents));
}

export function add(store: Store, intent: PaymentIntent, by = owner): Promise<boolean> {
  return within(store, (intents) => intents.add(by, intent));
}

export function find(store: Store, id: string, by = owner): Promise<PaymentIntent | undefined> {
  return within(store, (intents) => intents.find(by, id));
}

export function move(store: Store, id: string, by = owner, transition = release): Promise<TransitionOutcome> {
  return within(store, (intents) => intents.transition(by, id, transition));
}
