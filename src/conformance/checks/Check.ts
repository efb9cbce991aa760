import type { ArrangeOptions } from '../target/Target.js';
import type { Session, TenantKey } from './Session.js';

/**
 * A check, as data. A MUST quotes the vendor; where the vendor is silent, the check is a SHOULD and says that it is our
 * reading. An id is never renamed, and never given to another check.
 */
export type Check = Requirement & (Must | Should);

interface Requirement {
  /** Dialect, subject and behaviour, such as `stripe/cancel/same-id`. */
  readonly id: string;
  /** JSON pointer to the place in the document, for a check whose quotation is not in the document word for word. */
  readonly document?: string;
  /** A sentence about what an implementation does. */
  readonly title: string;
  /** What the check needs before it can judge. */
  readonly needs: readonly Need[];
  /** Ids of prerequisites: if one doesn't pass, this check could only repeat its failure. */
  readonly after?: readonly string[];
  /** Resolves when the implementation does what the title says; throws a Deviation when it does not. */
  run(session: Session): Promise<void>;
}

interface Must {
  readonly level: 'MUST';
  readonly source: { readonly page: string; readonly quote: string; readonly reading?: string };
}

interface Should {
  readonly level: 'SHOULD';
  /** `reading` says what the vendor doesn't document, and how we decided. */
  readonly source: { readonly page: string; readonly quote?: string; readonly reading: string };
}

/** Intents to arrange, or something that only the owner of the target can give, such as another key. */
export type Need = IntentNeed | TargetNeed;

/** Intents that have to be brought into a status. */
export interface IntentNeed {
  readonly status: string;
  readonly options?: ArrangeOptions;
  /** How many at most. Default: 1. */
  readonly count?: number;
  /** The key that owns them. Default: `own`. */
  readonly key?: TenantKey;
}

export type TargetNeed = 'other key' | 'live key' | 'publishable key' | 'connection' | 'webhooks';
