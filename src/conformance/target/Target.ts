import type { DialectName } from '../../contract/dialect.js';
import type { Exchange } from './Exchange.js';
import type { Tls } from './httpTransport.js';
import type { WebhookReceiver } from './receiveWebhooks.js';

/**
 * An implementation to be judged.
 *
 * @example
 * const url = 'http://127.0.0.1:8080';
 * const target: Target = { url, key: 'sk_test_mine', arrange: arrangeByFixtures(url) };
 */
export interface Target {
  /** The base URL, without the operations' paths. Optional when `fetch` is given. */
  readonly url?: string;
  /**
   * Answers requests instead of the network. Some requests can't be sent by any `fetch`, because it would normalize the path or
   * can't cut the connection: they go over `url`; without one, their checks are not judged. The report lists these checks.
   */
  readonly fetch?: typeof fetch;
  /** A secret key of the test mode, which owns the intents. */
  readonly key: string;
  /** A secret key of another organization, in the same mode. Checks that need it are not judged without it. */
  readonly otherKey?: string;
  /** A secret key of the same organization, in live mode. It only retrieves and cancels intents of the test mode, in vain. */
  readonly liveKey?: string;
  /** Stripe only: a publishable key of the same organization. */
  readonly publishableKey?: string;
  /** Creates an intent in a given status: `arrangeByFixtures`, `arrangeByApi`, `arrangeByIds`, or a function of your own. */
  readonly arrange: Arrange;
  /** Headers of every request, also of those that arrange intents; not the kit's own, such as Authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Requests per second at most, also counting those that arrange intents. Default: no limit. */
  readonly rate?: number;
  /** TLS options of `url`. */
  readonly tls?: Tls;
  /**
   * The receiver of the webhooks of the owner of `key`, made by `receiveWebhooks`. You tell the target where to deliver. Checks
   * of webhooks are optional: without a receiver they are not judged.
   */
  readonly webhooks?: WebhookReceiver;
}

/** An intent that a check needs, for a function that arranges it. */
export interface Wanted {
  readonly dialect: DialectName;
  readonly status: string;
  /** The key whose organization and mode must own the intent. */
  readonly key: string;
  readonly options: ArrangeOptions;
  /** The headers of the target. `fetch` adds them by itself. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Call it with each request that arranges: reports then show it, without secrets. */
  readonly record?: (exchange: Exchange) => void;
  /** Sends requests over the network with the headers, rate and TLS options of the target, and waits after a 429. */
  readonly fetch: typeof fetch;
  /** Aborted when the kit no longer waits for the intent. */
  readonly signal: AbortSignal;
}

/** An intent that was created or found. */
export interface Arranged {
  readonly id: string;
  /** Called when the intent was not used after all, so that another check can have it. */
  readonly giveBack?: () => void;
}

/** Fields that the intent must have besides its status, by the names of the fixtures endpoint. */
export interface ArrangeOptions {
  readonly amount?: number;
  readonly checkout_session?: string;
  readonly customer?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Creates or finds an intent in a given status.
 *
 * @throws Unarranged when it can't get such an intent: the check is then not judged. Any other error gives the verdict `error`.
 * @example
 * const arrange: Arrange = async ({ status, fetch }) => {
 *   const response = await fetch('http://127.0.0.1:8080/test/intents', { method: 'POST', body: JSON.stringify({ status }) });
 *   if (!response.ok) throw new Unarranged(`no intent in ${status}`);
 *   return (await response.json()) as { id: string };
 * };
 */
export interface Arrange {
  (wanted: Wanted): Promise<Arranged>;
  /** The name in reports: fixtures, api, ids, or the path of a module. */
  readonly way?: string;
}

// An ES module and a CommonJS file get different classes of this name; an adapter may throw either.
const unarranged = Symbol.for('payment-intent-contract.Unarranged');

/** Thrown when something that a check needs can't be had. The check then counts as not judged, never as passed. */
export class Unarranged extends Error {
  override readonly name = 'Unarranged';
  readonly [unarranged] = true;
}

export function isUnarranged(thrown: unknown): boolean {
  try {
    return typeof thrown === 'object' && thrown !== null && unarranged in thrown;
  } catch {
    // A proxy may throw at any access.
    return false;
  }
}
