/** What the checks of one run share. */

import type { DialectName } from '../../contract/dialect.js';
import type { RequestOf, WriteParameters } from '../checks/suites.js';
import type { Exchange } from '../target/Exchange.js';
import type { NetworkFetch } from '../target/networkFetch.js';
import type { Target } from '../target/Target.js';
import type { Transport } from '../target/Transport.js';
import type { Inspect } from './inspectArranged.js';
import type { Pace } from './pace.js';
import type { Presence } from './presence.js';
import type { Stalls } from './stalls.js';

export interface Run {
  readonly dialect: DialectName;
  readonly target: Target;
  readonly transport: Transport;
  readonly network: NetworkFetch;
  readonly pace: Pace;
  readonly presence: Presence;
  /** Looks at what was arranged; it knows what was given before. */
  readonly inspect: Inspect;
  readonly stalls: Stalls;
  readonly seed: number;
  readonly cases?: number;
  /** Milliseconds for one request, for what arranges one intent, and for all that a check does beside. */
  readonly timeoutMs: number;
  /** Told of every exchange as it ends, without secrets. */
  readonly record: (exchange: Exchange) => void;
  /** Aborted when the run stops. */
  readonly signal: AbortSignal;
}

/** The form of request that a target takes. */
export interface ChosenForm {
  /** What a request has that names no parameters, besides the key; nothing when left out. */
  readonly requestOf?: RequestOf;
  /** Left out for a dialect whose checks write their parameters themselves. */
  readonly writeParameters?: WriteParameters;
}

/** A run whose target was found to answer. */
export interface ReadyRun extends Run {
  readonly form: ChosenForm;
}
