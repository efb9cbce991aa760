/** What the checks of one run share. */

import type { DialectName } from '../../contract/dialect.js';
import type { RequestOf } from '../checks/suites.js';
import type { Exchange } from '../target/Exchange.js';
import type { NetworkFetch } from '../target/networkFetch.js';
import type { Target } from '../target/Target.js';
import type { Transport } from '../target/Transport.js';
import type { Inspect } from './inspectArranged.js';
import type { Pace } from './pace.js';
import type { Presence } from './presence.js';

export interface Run {
  readonly dialect: DialectName;
  readonly target: Target;
  readonly transport: Transport;
  readonly network: NetworkFetch;
  readonly pace: Pace;
  readonly presence: Presence;
  /** Looks at what was arranged; it knows what was given before. */
  readonly inspect: Inspect;
  readonly seed: number;
  /** What is sent with every request; what the dialect's own clients send when left out. */
  readonly requestOf?: RequestOf;
  readonly cases?: number;
  /** Milliseconds for one request, for what arranges one intent, and for all that a check does beside. */
  readonly timeoutMs: number;
  /** Told of every exchange as it ends, without secrets. */
  readonly record: (exchange: Exchange) => void;
  /** Aborted when the run stops. */
  readonly signal: AbortSignal;
}
