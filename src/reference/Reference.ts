import type { DialectName } from '../contract/dialect.js';
import type { ReferenceClock } from './clock.js';
import type { Faults } from './faults.js';
import type { Journal } from './journal.js';
import type { ReferenceEvents, ReferenceWebhooks } from './referenceWebhooks.js';
import type { Terms } from './Terms.js';

/** An intent as the dialect's document describes it. */
export type Intent<Name extends DialectName> = Terms[Name]['intent'];

/** An intent in a wanted state. Only the status is required; README says what else is taken. */
export type Fixture<Name extends DialectName> = { readonly status: Intent<Name>['status'] } & Readonly<
  Record<string, unknown>
>;

/** Keys that the reference takes, by what they are for. */
export type Keys<Name extends DialectName> = { readonly [Use in keyof Terms[Name]['keys']]: string };

/**
 * A vendor inside this process: a server, its store, its clock, its faults and its journal. Nothing of it keeps the process alive.
 */
export interface Reference<Name extends DialectName> extends AsyncDisposable {
  readonly keys: Keys<Name>;

  /**
   * Reaches the server without a port, whatever host it is asked for. It rejects as the global one does: a connection
   * that is lost before the headers have come is a TypeError with the `code` ECONNRESET.
   */
  readonly fetch: typeof globalThis.fetch;

  /**
   * Makes an intent in a wanted state, which belongs to the owner of `key`: `keys.secret` unless given.
   *
   * @throws TypeError when there is no such intent, key or option, with a sentence that says why.
   */
  createIntent(fixture: Fixture<Name>, options?: { readonly key?: string }): Promise<Intent<Name>>;

  /**
   * The intents of the owner of `key`, `keys.secret` unless given; those first that have not changed for longest.
   *
   * @throws TypeError when there is no such key or option.
   */
  intents(options?: { readonly key?: string }): Promise<Intent<Name>[]>;

  /**
   * Lets the customer of an intent in `requires_action` authenticate, or try in vain, as on the page that its `next_action`
   * links to. The intent belongs to the owner of `key`: `keys.secret` unless given.
   *
   * @returns the intent then: paid, held, declined, or in `requires_confirmation` when its confirmation is manual.
   * @throws TypeError when there is no such intent, key or option, when the intent does not wait for its customer, and at
   *   Chargefy, where none does.
   */
  authenticate(id: string, outcome: 'succeed' | 'fail', options?: { readonly key?: string }): Promise<Intent<Name>>;

  readonly faults: Faults;

  readonly requests: Journal;

  readonly clock: ReferenceClock;

  readonly webhooks: ReferenceWebhooks;

  readonly events: ReferenceEvents<Name>;

  /**
   * Serves on a port of 127.0.0.1 as well, for browsers and other processes, until it is closed.
   *
   * @returns the base URL. A free port is picked unless one is given.
   * @throws the error of `listen` when the port can't be had; TypeError when it is none, or it listens on another one already.
   */
  listen(options?: { readonly port?: number }): Promise<string>;

  /**
   * Waits for requests and moves of the clock under way, then empties everything but the keys and the webhooks: intents, stored
   * answers, events, faults and journal. The clock goes with the machine's again. Requests that wait for ever, because of a fault, are cut.
   */
  reset(): Promise<void>;

  /** Answers what is under way, then releases port and store. Requests that come later are refused, as where nobody listens. */
  close(): Promise<void>;
}
