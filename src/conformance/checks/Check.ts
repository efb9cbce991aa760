import type { ArrangeOptions } from '../target/Target.js';
import type { Session, TenantKey } from './Session.js';

/**
 * What a check is, as data. A MUST quotes the vendor; where the vendor is silent the check is a SHOULD and says
 * that it is our reading. An id is never renamed and never given to another check.
 */
export type Check = Requirement & (Must | Should);

interface Requirement {
  /** A slug: dialect, subject, behaviour. */
  readonly id: string;
  /** JSON pointer to where the document says it, of a check that quotes nothing that stands there word for word. */
  readonly document?: string;
  /** A sentence about what an implementation does. */
  readonly title: string;
  /** What has to be there before the check can say anything. */
  readonly needs: readonly Need[];
  /** Checks that have to pass first: where one does not, this one could only repeat its failure. */
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
  /** `reading` says what nobody documents and how we decided. */
  readonly source: { readonly page: string; readonly quote?: string; readonly reading: string };
}

/** Intents to arrange, or something about the target that only its owner can give. */
export type Need = IntentNeed | TargetNeed;

/** Intents that have to be brought into a status. */
export interface IntentNeed {
  readonly status: string;
  readonly options?: ArrangeOptions;
  /** How many at most; 1 when left out. */
  readonly count?: number;
  /** The key that owns them; `own` when left out. */
  readonly key?: TenantKey;
}

export type TargetNeed = 'other key' | 'live key' | 'publishable key' | 'connection' | 'webhooks';
