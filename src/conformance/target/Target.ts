import type { DialectName } from '../../contract/dialect.js';
import type { Exchange } from './Exchange.js';
import type { Tls } from './httpTransport.js';
import type { WebhookReceiver } from './receiveWebhooks.js';

/** An implementation to be judged. */
export interface Target {
  /** Base URL, without the operations' paths. May be left out when `fetch` is given. */
  readonly url?: string;
  /**
   * Answers requests instead of a network: those to `url`, or to any host when that is left out. A request that no
   * `fetch` can send, because its path would be normalized or its connection is cut, goes over `url`; without one its
   * check counts as unarranged. The report lists these checks.
   */
  readonly fetch?: typeof fetch;
  /** A secret key of the test mode. */
  readonly key: string;
  /** A secret key of another organization, in the same mode. */
  readonly otherKey?: string;
  /** A secret key of the same organization, in live mode. */
  readonly liveKey?: string;
  /** Stripe only: a publishable key of the same organization. */
  readonly publishableKey?: string;
  /** Brings an intent into a status. */
  readonly arrange: Arrange;
  /** Sent with every request, what arranges included. Not those that the kit sets itself, such as Authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** At most so many requests a second, what arranges included; no limit when left out. */
  readonly rate?: number;
  /** How TLS is spoken over `url`. */
  readonly tls?: Tls;
  /**
   * Receives the webhooks of the owner of `key`, as `receiveWebhooks` gives it: the target has been told where to deliver. Checks of
   * webhooks are not judged without, and need no excuse.
   */
  readonly webhooks?: WebhookReceiver;
}

export interface Wanted {
  readonly dialect: DialectName;
  readonly status: string;
  /** The key whose organization and mode shall own the intent. */
  readonly key: string;
  readonly options: ArrangeOptions;
  /** The headers of the target, which `fetch` sends by itself. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Told of each request that arranges, which reports then show, without secrets. */
  readonly record?: (exchange: Exchange) => void;
  /** Over the network with the headers, the rate and the TLS of the target; waits when it is told to (429). */
  readonly fetch: typeof fetch;
  /** Aborted when the intent is no longer waited for. */
  readonly signal: AbortSignal;
}

/** An intent that is there. */
export interface Arranged {
  readonly id: string;
  /** Takes an intent back that nothing was done to, where intents are few. */
  readonly giveBack?: () => void;
}

/** What an intent should be like beside its status, in the words of the fixtures endpoint. */
export interface ArrangeOptions {
  readonly amount?: number;
  readonly checkout_session?: string;
  readonly customer?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** @throws Unarranged when it has no way to such an intent; anything else is an error of its own. */
export interface Arrange {
  (wanted: Wanted): Promise<Arranged>;
  /** What reports call this way to arrange: fixtures, api, ids, or the path of a module. */
  readonly way?: string;
}

// The class that a module imports is not the one that a CommonJS file requires; an adapter may have either.
const unarranged = Symbol.for('payment-intent-contract.Unarranged');

/** There is no way to what a check needs. Never a pass. */
export class Unarranged extends Error {
  override readonly name = 'Unarranged';
  readonly [unarranged] = true;
}

export function isUnarranged(thrown: unknown): boolean {
  try {
    return typeof thrown === 'object' && thrown !== null && unarranged in thrown;
  } catch {
    // A proxy may throw whatever it is asked.
    return false;
  }
}
