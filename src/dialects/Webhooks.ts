import type { Event, EventKind } from '../domain/Event.js';
import type { Owner } from '../domain/PaymentIntent.js';
import type { RelatedObjects } from '../domain/Store.js';

/** How a vendor delivers events, and how often it tries. */
export interface Webhooks {
  /** The type of the events of a kind; absent where the vendor has no such event. */
  readonly types: Readonly<Partial<Record<EventKind, string>>>;

  /** The wire object of an event that has a type. */
  encode(event: Event, owner: Owner, objects: RelatedObjects): Promise<object>;

  /** Why a text can't be the secret of an endpoint, as a sentence that does not repeat it; undefined when it can. */
  refuseSecret(secret: string): string | undefined;

  /** The headers of one attempt, with a signature for each secret. */
  headers(attempt: Attempt, secrets: readonly string[]): Record<string, string>;

  /** Seconds from each attempt that fails to the next one. After the last there is no other attempt. */
  intervals(livemode: boolean): readonly number[];

  /** Milliseconds that an endpoint has to answer. */
  readonly timeout: number;

  /** Whether an answer of this status ends the deliveries to its endpoint. */
  ends(status: number): boolean;

  /** Whether an endpoint's `Retry-After` is kept. */
  readonly keepsRetryAfter: boolean;
}

export interface Attempt {
  /** Id of the event. */
  readonly id: string;
  /** As it is sent. */
  readonly body: string;
  /** Unix seconds of the attempt. */
  readonly at: number;
}
