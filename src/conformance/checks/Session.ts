/** The interface between a check and the kit. */

import type { DialectName } from '../../contract/dialect.js';
import type { Answer } from '../target/Exchange.js';
import type { ArrangeOptions } from '../target/Target.js';
import type { SessionWebhooks } from './SessionWebhooks.js';

/** Which of the target's keys to send; `wrong` is one that doesn't exist, `none` sends no Authorization. */
export type KeyName = TenantKey | 'publishable' | 'wrong' | 'none';

/** Keys that own intents. */
export type TenantKey = 'own' | 'other' | 'live';

/** How a request differs from the one that the dialect's own clients send. */
export interface RequestOverrides {
  readonly method?: string;
  readonly path?: string;
  readonly key?: KeyName;
  /** How the key is sent. Basic has it as the user name, without a password. Default: Bearer. */
  readonly scheme?: 'Bearer' | 'Basic' | 'Token';
  /** Replace the dialect's own headers of the same name; undefined removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Undefined sends no body, also where the dialect's clients would. */
  readonly body?: string | Uint8Array | undefined;
  /** Instead of a body: encoded in the form that the target accepts. */
  readonly parameters?: readonly Parameter[];
}

/** A parameter's name, which may have brackets, and value. */
export type Parameter = readonly [name: string, value: string | number];

/** Arranges intents and sends requests for one check. */
export interface Session {
  readonly dialect: DialectName;
  /** A key that doesn't exist, of the form and length of the target's own. */
  readonly wrongKey: string;
  /** Seed of generated cases. */
  readonly seed: number;
  /** How many of them. Default: 40. */
  readonly cases?: number;

  /** Arranges an intent for this check alone, in the given status. It is always of the test mode. */
  arrange(status: string, options?: ArrangeOptions, key?: 'own' | 'other'): Promise<string>;

  send(draft: RequestOverrides): Promise<Answer>;
  /** Cancels as the dialect's own clients do without parameters, unless the overrides say otherwise. */
  cancel(id: string, draft?: RequestOverrides): Promise<Answer>;
  retrieve(id: string, draft?: RequestOverrides): Promise<Answer>;

  /** Sends all except the last byte of each, then the last bytes together. Each must have a body. */
  race(drafts: readonly RequestOverrides[]): Promise<Answer[]>;
  /** Sends a whole request, and cuts the connection before the answer. */
  sendAndDrop(draft: RequestOverrides): Promise<void>;

  /**
   * The deliveries of the target to the kit.
   *
   * @throws NotServed when the target has no receiver.
   */
  webhooks(): SessionWebhooks;

  cancelPath(id: string): string;
  retrievePath(id: string): string;

  /**
   * Ends the check, because the implementation doesn't do what it should. Values other than text are shown as JSON.
   *
   * @param answer is the one that shows it. Default: the last one.
   */
  deviate(expected: unknown, actual: unknown, answer?: Answer): never;
}
