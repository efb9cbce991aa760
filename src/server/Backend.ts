import type { Logger } from 'pino';
import type { Store } from '../domain/Store.js';
import type { Activity } from './Activity.js';
import type { AnsweredRequest } from './AnsweredRequest.js';
import type { Control } from './Control.js';
import type { FaultSource } from './Fault.js';
import type { KeyRing } from './KeyRing.js';

/** What stands behind one server. Servers of the same dialect share everything else. */
export interface Backend {
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: Logger;
  /** How tests control it; absent when they may not. Always absent on an address that others can reach. */
  readonly control?: Control;
  /** Whether pages of this machine may call the server from a browser. Never true on an address others can reach. */
  readonly crossOrigin: boolean;
  /** Where it serves on a port; undefined while it does not. */
  readonly url?: () => string | undefined;
  /** What goes wrong on purpose; absent when nothing does. */
  readonly faults?: FaultSource;
  /** Learns which requests are under way. */
  readonly activity?: Activity;
  /** Called with every request that the dialect answers, except those of the control, before the answer is sent. */
  readonly onReply?: (request: AnsweredRequest) => void;
}
