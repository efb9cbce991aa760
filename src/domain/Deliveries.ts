/** Deliveries of events to the endpoints of webhooks, inside one transaction. */

import type { Event, EventKind } from './Event.js';
import type { Owner } from './PaymentIntent.js';

/** A receiver of an owner's events. The store does not know its secret or its address. */
export interface Endpoint {
  readonly id: string;
  readonly owner: Owner;
  readonly url: string;
  /** Null for all. */
  readonly kinds: readonly EventKind[] | null;
  /** False when it wants no event any more. */
  readonly enabled: boolean;
}

/** One event that one endpoint has not acknowledged yet. */
export interface Delivery {
  readonly endpoint: string;
  readonly owner: Owner;
  readonly event: Event;
  /** Attempts that failed before. */
  readonly attempts: number;
}

/** The result of an attempt. */
export type AttemptResult =
  | { readonly kind: 'delivered' }
  /** It is tried again at that moment, in Unix seconds. */
  | { readonly kind: 'failed'; readonly again: number }
  /** It is not tried again. */
  | { readonly kind: 'given_up' }
  /** Nothing was sent; it is due at that moment, in Unix seconds. */
  | { readonly kind: 'postponed'; readonly until: number };

/** For how long a process has deliveries to itself unless it says so again, in milliseconds of the machine's time. */
export interface Lease {
  readonly holder: string;
  readonly now: number;
  readonly until: number;
}

export interface Deliveries {
  /** Adds an endpoint, or gives one new kinds and enables it. It gets the events from then on. */
  register(endpoint: Omit<Endpoint, 'enabled'>): Promise<void>;

  /** Endpoints of an owner, in the order of their ids. */
  endpoints(owner: Owner): Promise<Endpoint[]>;

  /** Ends the deliveries to an endpoint. Nothing of it is left when it is removed; disabled, it stays. */
  end(owner: Owner, id: string, how: 'removed' | 'disabled'): Promise<boolean>;

  /**
   * Takes an endpoint's next first attempts that are due, in the order of commit. While a holder has them, no other
   * gets any of that endpoint; a holder that is given none has it no more.
   *
   * @param except ids of events that are not asked for.
   */
  claimFirst(owner: Owner, id: string, lease: Lease, limit: number, except: readonly string[]): Promise<Delivery[]>;

  /** Takes an endpoint's further attempts that are due, each to itself. */
  claimFurther(owner: Owner, id: string, lease: Lease, limit: number): Promise<Delivery[]>;

  /** Keeps what was taken. */
  renew(lease: Lease): Promise<void>;

  /** Gives everything back that was taken. */
  release(holder: string): Promise<void>;

  conclude(delivery: Delivery, result: AttemptResult): Promise<void>;

  /** Makes an event due for delivery again, to every endpoint that wants such events. Resolves to how many there are. */
  redeliver(owner: Owner, event: string, kind: EventKind): Promise<number>;

  /** Unix seconds of the first attempt after a moment, in Unix seconds as well; null when none is to come. */
  nextDue(endpoints: readonly Pick<Endpoint, 'owner' | 'id'>[], after: number): Promise<number | null>;
}
