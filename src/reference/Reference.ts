import type { DialectName } from '../contract/dialect.js';
import type { ReferenceClock } from './clock.js';
import type { Faults } from './faults.js';
import type { Journal } from './journal.js';
import type { ReferenceEvents, ReferenceWebhooks } from './referenceWebhooks.js';
import type { Terms } from './Terms.js';

/** An intent as the dialect's document describes it. */
export type Intent<Name extends DialectName> = Terms[Name]['intent'];

/**
 * An intent to create, in the state that a test needs. Only `status` is required; README lists the other fields.
 *
 * @example { status: 'requires_capture', amount: 2000 }
 */
export type Fixture<Name extends DialectName> = { readonly status: Intent<Name>['status'] } & Readonly<
  Record<string, unknown>
>;

/** API keys that the reference accepts, by what they are for, such as `secret`. */
export type Keys<Name extends DialectName> = { readonly [Use in keyof Terms[Name]['keys']]: string };

/**
 * A vendor inside this process: a server with a store, a clock, faults and a journal of its own. It doesn't keep the process
 * alive. `close()` ends it, and so does `await using`.
 */
export interface Reference<Name extends DialectName> extends AsyncDisposable {
  readonly keys: Keys<Name>;

  /**
   * A `fetch` that sends every request to this server, without a port, with any host in its URL. It rejects as the
   * global one does: a connection lost before the headers came is a TypeError with the `code` ECONNRESET.
   *
   * @example
   * const stripe = new Stripe(reference.keys.secret, { httpClient: Stripe.createFetchHttpClient(reference.fetch) });
   */
  readonly fetch: typeof globalThis.fetch;

  /**
   * Creates an intent in the given state. It belongs to the owner of `key`; default: `keys.secret`.
   *
   * @throws TypeError when no intent can be in that state, or there is no such key or option. The message says what to change.
   * @example
   * const hold = await reference.createIntent({ status: 'requires_capture', amount: 2000 });
   */
  createIntent(fixture: Fixture<Name>, options?: { readonly key?: string }): Promise<Intent<Name>>;

  /**
   * Lists all intents of the owner of `key`, the least recently changed first. Default: `keys.secret`.
   *
   * @throws TypeError when there is no such key or option.
   */
  intents(options?: { readonly key?: string }): Promise<Intent<Name>[]>;

  /**
   * Does what the customer of an intent in `requires_action` would do on the page that `next_action` links to: authenticate, or
   * fail to. The intent belongs to the owner of `key`; default: `keys.secret`. Stripe only.
   *
   * @returns the intent afterwards: paid, held, declined, or in `requires_confirmation` if it is confirmed manually.
   * @throws TypeError when there is no such intent, key or option, when the intent doesn't wait for its customer, and always at
   *   Chargefy, where no intent does.
   */
  authenticate(id: string, outcome: 'succeed' | 'fail', options?: { readonly key?: string }): Promise<Intent<Name>>;

  /**
   * What goes wrong with the next requests.
   *
   * @example
   * reference.faults.add({ on: 'cancelPaymentIntent', drop: 'after_commit' }); // executed, but its answer is lost
   */
  readonly faults: Faults;

  /** The last 1,000 requests that were answered. */
  readonly requests: Journal;

  /**
   * The time of this reference.
   *
   * @example
   * await reference.clock.advance('7d'); // holds expire, webhooks are delivered again
   */
  readonly clock: ReferenceClock;

  /** Endpoints to which the reference delivers events. */
  readonly webhooks: ReferenceWebhooks;

  /** Events that happened, delivered or not. */
  readonly events: ReferenceEvents<Name>;

  /**
   * Serves on a port of 127.0.0.1 as well, for browsers and other processes, until `close()`.
   *
   * @param options `port` is from 0 to 65,535; 0, the default, picks a free one.
   * @returns the base URL, such as `http://127.0.0.1:4010`.
   * @throws TypeError for an invalid port, or when the reference listens on another one already; the error of `listen` for a
   *   port that is taken.
   */
  listen(options?: { readonly port?: number }): Promise<string>;

  /**
   * Removes all intents, stored answers, events and faults, empties the journal, and sets the clock to the machine's time. Keys
   * and webhooks stay. It waits for requests and moves of the clock under way; it cuts those that a fault delays for ever.
   */
  reset(): Promise<void>;

  /** Answers the requests under way, then releases port and store. Later requests fail with the `code` ECONNREFUSED. */
  close(): Promise<void>;
}
