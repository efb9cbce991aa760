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
  /** What tests control it with; absent when nobody may. Never there on an address others can reach. */
  readonly control?: Control;
  /** Whether pages of this machine may call the server from a browser. Never true on an address others can reach. */
  readonly crossOrigin: boolean;
  /** Where it serves on a port; undefined while it does not. */
  readonly url?: () => string | undefined;
  /** What goes wrong on purpose; absent when nothing does. */
  readonly faults?: FaultSource;
  /** Is told which requests are under way, where somebody wants to know. */
  readonly activity?: Activity;
  /** Is told of every request that is answered in the dialect's words, those of the control aside, before the answer is sent. */
  readonly onReply?: (request: AnsweredRequest) => void;
}
