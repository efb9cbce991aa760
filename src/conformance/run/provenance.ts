/** Which kit judges which target, when, and with which keys. */

import { contractFor } from '../../contract/contracts.js';
import type { DialectName } from '../../contract/dialect.js';
import { packageVersion } from '../../contract/document.js';
import type { Target } from '../target/Target.js';

/** What a report says of its run besides results. */
export interface Provenance {
  /** Version of this package. */
  readonly kit: string;
  /** Version of the dialect's document. */
  readonly contract: string;
  readonly dialect: DialectName;
  /** Base URL of the target; undefined when it has only a fetch. */
  readonly url: string | undefined;
  /** ISO 8601. */
  readonly startedAt: string;
  /** How intents were arranged: fixtures, api, ids, or the path of a module; undefined for a function of the caller's. */
  readonly arrange: string | undefined;
  /** Which keys of the target were given. */
  readonly keys: readonly TargetKey[];
}

const targetKeys = ['key', 'otherKey', 'liveKey', 'publishableKey'] as const;

/** The name of a key of a target. */
export type TargetKey = (typeof targetKeys)[number];

/** To be called when a run starts. */
export function provenanceOf(dialect: DialectName, target: Target): Provenance {
  return {
    kit: packageVersion,
    contract: contractFor(dialect).document.info.version,
    dialect,
    url: target.url,
    startedAt: new Date().toISOString(),
    arrange: target.arrange.way,
    keys: targetKeys.filter((name) => target[name]),
  };
}
