import type { DialectName } from '../../contract/dialect.js';

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
}

export interface Wanted {
  readonly dialect: DialectName;
  readonly status: string;
  /** The key whose organization and mode shall own the intent. */
  readonly key: string;
  readonly options: ArrangeOptions;
}

/** What an intent should be like beside its status, in the words of the fixtures endpoint. */
export interface ArrangeOptions {
  readonly amount?: number;
  readonly checkout_session?: string;
  readonly customer?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** @throws Unarranged when it has no way to such an intent; anything else is an error of its own. */
export type Arrange = (wanted: Wanted) => Promise<{ readonly id: string }>;

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
