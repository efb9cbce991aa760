/** The parts that all checks of one run share. */

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
  /** Inspects an arranged intent; it knows those that were arranged before. */
  readonly inspect: Inspect;
  readonly stalls: Stalls;
  readonly seed: number;
  readonly cases?: number;
  /** Milliseconds for one request, for arranging one intent, and for all that a check does besides. */
  readonly timeoutMs: number;
  /** Called with each exchange when it ends, without secrets. */
  readonly record: (exchange: Exchange) => void;
  /** Aborted when the run stops. */
  readonly signal: AbortSignal;
}

/** The form of request that a target takes. */
export interface ChosenForm {
  /** What a request without parameters has besides the key. Default: nothing. */
  readonly requestOf?: RequestOf;
  /** Absent for a dialect whose checks write their parameters themselves. */
  readonly writeParameters?: WriteParameters;
}

/** A run whose target has answered. */
export interface ReadyRun extends Run {
  readonly form: ChosenForm;
}
