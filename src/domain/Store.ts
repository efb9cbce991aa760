/** The store's port: what the server asks of any database. */

import type { CheckoutSession } from './CheckoutSession.js';
import type { ClockChange } from './Clock.js';
import type { Deliveries } from './Deliveries.js';
import type { Cause, Event, EventKind } from './Event.js';
import type { Owner, PaymentIntent } from './PaymentIntent.js';
import type { RelatedKind, RelatedObject } from './RelatedObject.js';
import type { StoredReply } from './StoredReply.js';
import type { Decision, DecisionOutcome, Transition, TransitionOutcome } from './transition.js';

/** The intents of every owner, inside one transaction. */
export interface PaymentIntents {
  find(owner: Owner, id: string): Promise<PaymentIntent | undefined>;

  /** Changes the intent if its status allows, in one conditional step. There is no way to save an intent that was read before. */
  transition(owner: Owner, id: string, transition: Transition): Promise<TransitionOutcome>;

  /**
   * Changes the intent as is decided of it. Nobody else changes it between the decision and the end of the transaction.
   *
   * @param decide is given the intent as it is.
   */
  change<Refusal>(
    owner: Owner,
    id: string,
    decide: (intent: PaymentIntent) => Promise<Decision<Refusal>>,
  ): Promise<DecisionOutcome<Refusal>>;

  /** Some intents of an owner, the newest first. */
  page(owner: Owner, query: PageQuery): Promise<Page>;

  /** All intents of an owner, those first that have not changed for longest. */
  list(owner: Owner): Promise<PaymentIntent[]>;

  /** Removes every intent of every owner. */
  clear(): Promise<void>;

  /**
   * Stores a new intent. False, and nothing changed, when the owner already has one with this id.
   *
   * @param events what has happened then; nothing when the intent is only put there.
   */
  add(owner: Owner, intent: PaymentIntent, events?: readonly EventKind[]): Promise<boolean>;
}

/** Which intents a page has. */
export interface PageQuery {
  /** How many at most. */
  readonly limit: number;
  /** Id of the intent that the page follows, or goes before. The page is empty when there is none. */
  readonly after?: string;
  readonly before?: string;
  readonly customer?: string;
  /** Unix seconds, both included. */
  readonly since?: number;
  readonly until?: number;
}

export interface Page {
  /** The newest first. */
  readonly intents: readonly PaymentIntent[];
  /** Whether there are more in the direction of the page. */
  readonly hasMore: boolean;
}

/** What intents refer to, inside one transaction. */
export interface RelatedObjects {
  /** Undefined also when the id is that of something else. */
  find(owner: Owner, kind: RelatedKind, id: string): Promise<RelatedObject | undefined>;

  /** Stores an object. False, and nothing changed, when the owner already has one with this id. */
  add(owner: Owner, object: RelatedObject): Promise<boolean>;

  /** Removes every object of every owner. */
  clear(): Promise<void>;
}

/** The Checkout Sessions of every owner, inside one transaction. */
export interface CheckoutSessions {
  find(owner: Owner, id: string): Promise<CheckoutSession | undefined>;

  /** Stores a new session. False, and nothing changed, when the owner already has one with this id. */
  add(owner: Owner, session: CheckoutSession): Promise<boolean>;

  /**
   * Expires a session that is open, and cancels its unfinished intent.
   *
   * @param at Unix seconds.
   */
  expire(owner: Owner, id: string, at: number): Promise<SessionOutcome>;

  /** Removes every session of every owner. */
  clear(): Promise<void>;
}

export type SessionOutcome =
  | { readonly kind: 'moved'; readonly session: CheckoutSession }
  | { readonly kind: 'refused'; readonly session: CheckoutSession }
  | { readonly kind: 'missing' };

/** The replies kept under every owner's idempotency keys, inside one transaction. */
export interface StoredReplies {
  /**
   * Takes a key for this transaction. No other transaction has it until this one ends, and none waits for it.
   *
   * @param since Unix seconds. A reply created before is forgotten, and its key free again.
   */
  claim(owner: Owner, key: string, since: number): Promise<Claim>;

  /** Stores the reply under a key that this transaction has found free. */
  keep(owner: Owner, key: string, reply: StoredReply): Promise<void>;

  /** Removes every reply of every owner. */
  clear(): Promise<void>;

  /** Removes replies created before `since`, `limit` at most. Resolves to how many it removed. */
  purge(since: number, limit: number): Promise<number>;
}

/** The result of a claim: the key is this transaction's, or was used before, or is in use by another at this moment. */
export type Claim =
  | { readonly kind: 'free' }
  | { readonly kind: 'used'; readonly reply: StoredReply }
  | { readonly kind: 'in_use' };

/** What has happened to the intents of every owner, inside one transaction. It is written by what makes it happen. */
export interface Events {
  find(owner: Owner, id: string): Promise<Event | undefined>;

  /** Some events of an owner, the newest first. */
  page(owner: Owner, query: EventQuery): Promise<EventPage>;

  /** Removes events from before `since` that wait for no delivery, `limit` at most. Resolves to how many it removed. */
  purge(since: number, limit: number): Promise<number>;

  /** Removes every event of every owner, and every delivery. */
  clear(): Promise<void>;
}

/** Which events a page has. */
export interface EventQuery extends Pick<PageQuery, 'limit' | 'after' | 'before' | 'since' | 'until'> {
  /** Only these. */
  readonly kinds?: readonly EventKind[];
  /** Whether all their deliveries are over, or some are not. */
  readonly delivered?: boolean;
}

export interface EventPage {
  /** The newest first. */
  readonly events: readonly Event[];
  /** Whether there are more in the direction of the page. */
  readonly hasMore: boolean;
}

/** The clock of all who share the store, inside one transaction. */
export interface StoreClock {
  /** Unix seconds. It stands still for as long as the transaction takes, unless that moves the clock. */
  readonly now: number;

  /** Whether it stands still. */
  readonly isStopped: boolean;

  /** Unix seconds of what time brings next; null when it brings nothing. */
  readonly deadline: number | null;

  /** Whether nothing has happened yet that could lie in the future of another time. */
  isUnused(): Promise<boolean>;

  /** Moves the clock. The holds that have expired by then are released at once, in the order of their deadlines. */
  move(change: ClockChange): Promise<void>;
}

/** All that one transaction can reach. What it does to any of it is committed together. */
export interface Transaction {
  readonly intents: PaymentIntents;
  readonly objects: RelatedObjects;
  readonly sessions: CheckoutSessions;
  readonly replies: StoredReplies;
  readonly events: Events;
  readonly deliveries: Deliveries;
  readonly clock: StoreClock;
}

export interface Store {
  /**
   * Runs `work` in a transaction and resolves after its commit. When `work` throws, everything it did is undone.
   * Before `work`, holds that have expired are released: none is found after its deadline.
   * `work` must do nothing but use the transaction it is given: others may be waiting for the same commit.
   *
   * @param cause the request that it is for; null when there is none.
   * @throws StoreUnavailable
   */
  transact<Result>(work: (transaction: Transaction) => Promise<Result>, cause?: Cause | null): Promise<Result>;

  /** Calls the listener after a commit when an event is due to be delivered, until the signal is aborted. */
  onDue(listener: () => void, signal: AbortSignal): void;

  /** Makes a database that another process has locked as a whole unavailable at once, instead of waiting for it. */
  stopWaiting(): void;

  /** Finishes what is queued, then releases the database. */
  close(): Promise<void>;
}
