/** What one check has in hand: intents to arrange and requests to send. */

import type { DialectName } from '../../contract/dialect.js';
import type { Answer } from '../target/Exchange.js';
import type { ArrangeOptions } from '../target/Target.js';
import type { SessionWebhooks } from './SessionWebhooks.js';

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
  /** In place of the dialect's own of the same name; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Undefined sends none, also where the dialect's clients would. */
  readonly body?: string | Uint8Array | undefined;
  /** In place of a body: written in the form that the target takes. */
  readonly parameters?: readonly Parameter[];
}

/** A name, which may have brackets, and a value. */
export type Parameter = readonly [name: string, value: string | number];

/** What one check has in hand: intents to arrange and requests to send. */
export interface Session {
  readonly dialect: DialectName;
  /** A key that nobody has, of the form and length of the target's own. */
  readonly wrongKey: string;
  /** Seed of generated cases. */
  readonly seed: number;
  /** How many of them; 40 when left out. */
  readonly cases?: number;

  /** An intent nobody else uses, in the wanted status. It is of the test mode: the live key only asks for such intents. */
  arrange(status: string, options?: ArrangeOptions, key?: 'own' | 'other'): Promise<string>;

  send(draft: RequestOverrides): Promise<Answer>;
  /** Cancels as the dialect's own clients do without parameters, unless the draft says otherwise. */
  cancel(id: string, draft?: RequestOverrides): Promise<Answer>;
  retrieve(id: string, draft?: RequestOverrides): Promise<Answer>;

  /** Sends all but the last byte of each, then the last bytes together. A draft must have a body. */
  race(drafts: readonly RequestOverrides[]): Promise<Answer[]>;
  /** Sends a request whole and hangs up before the answer. */
  sendAndDrop(draft: RequestOverrides): Promise<void>;

  /**
   * What the target delivers to the kit.
   *
   * @throws NotServed when the kit is no receiver.
   */
  webhooks(): SessionWebhooks;

  cancelPath(id: string): string;
  retrievePath(id: string): string;

  /**
   * Ends the check: the implementation does not do what it should. A value that is no text is shown as JSON.
   *
   * @param answer the one that shows it; the last one when left out.
   */
  deviate(expected: unknown, actual: unknown, answer?: Answer): never;
}
