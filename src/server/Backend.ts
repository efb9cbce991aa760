import type { Logger } from 'pino';
import type { Store } from '../domain/Store.js';
import type { AnsweredRequest } from './AnsweredRequest.js';
import type { FaultSource } from './Fault.js';
import type { KeyRing } from './KeyRing.js';

/** What stands behind one server. Servers of the same dialect share everything else. */
export interface Backend {
  readonly store: Store;
  readonly keys: KeyRing;
  readonly log: Logger;
  /** Whether intents can be made in any state through `/_fixtures`. Never true on an address others can reach. */
  readonly fixtures: boolean;
  /** Whether pages of this machine may call the server from a browser. Never true on an address others can reach. */
  readonly crossOrigin: boolean;
  /** What goes wrong on purpose; absent when nothing does. */
  readonly faults?: FaultSource;
  /** Is told of every request that is answered in the dialect's words, before the answer is sent. */
  readonly onReply?: (request: AnsweredRequest) => void;
}
