/** What one check has in hand: intents to arrange and requests to send. */

import type { DialectName } from '../../contract/dialect.js';
import type { Answer } from '../target/Exchange.js';
import type { ArrangeOptions } from '../target/Target.js';

/** Which of the target's keys to send; `wrong` is nobody's, `none` sends no Authorization at all. */
export type KeyName = TenantKey | 'publishable' | 'wrong' | 'none';

/** Keys that own intents. */
export type TenantKey = 'own' | 'other' | 'live';

/** A request in the making: what is left out is what the dialect's own clients send. */
export interface RequestOverrides {
  readonly method?: string;
  readonly path?: string;
  readonly key?: KeyName;
  /** How the key is sent; Bearer when left out. Basic has it as the user name and no password. */
  readonly scheme?: 'Bearer' | 'Basic' | 'Token';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What one check has in hand: intents to arrange and requests to send. It remembers the last exchange. */
export interface Session {
  readonly dialect: DialectName;
  /** Seed of generated cases. */
  readonly seed: number;
  /** How many of them; 40 when left out. */
  readonly cases?: number;

  /** An intent nobody else uses, in the wanted status. */
  arrange(status: string, options?: ArrangeOptions, key?: TenantKey): Promise<string>;

  send(draft: RequestOverrides): Promise<Answer>;
  /** Cancels without a body unless the draft has one. */
  cancel(id: string, draft?: RequestOverrides): Promise<Answer>;
  retrieve(id: string, draft?: RequestOverrides): Promise<Answer>;

  /** Sends all but the last byte of each, then the last bytes together. A draft must have a body. */
  race(drafts: readonly RequestOverrides[]): Promise<Answer[]>;
  /** Sends a request whole and hangs up before the answer. */
  sendAndDrop(draft: RequestOverrides): Promise<void>;

  cancelPath(id: string): string;
  retrievePath(id: string): string;

  /** Ends the check: the implementation does not do what it should. */
  deviate(expected: string, actual: string): never;
}
