import type { DialectName } from '../contract/dialect.js';
import type { ClockOption } from './clock.js';
import type { LogFormat } from './logFormat.js';

/** The options of `serve`, as they were given. */
export interface ServeOptions {
  readonly host: string;
  /** The port of the only dialect, where it was given as such; then `ports` has it, too. */
  readonly port?: number;
  readonly ports: Readonly<Record<DialectName, number>>;
  readonly database?: string;
  readonly keys?: string;
  readonly seed?: string;
  /** Undefined to leave it as the database has it. */
  readonly clock?: ClockOption;
  readonly control: boolean;
  /** Whether `POST /_reset` empties a database that outlives the process. */
  readonly allowReset?: true;
  readonly logLevel: string;
  /** Undefined for what suits standard error. */
  readonly logFormat?: LogFormat;
  /** Where deliveries are sent, for each dialect that is served. */
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  /** A file with the webhooks of each dialect. */
  readonly webhooks?: string;
  readonly allowRemoteWebhooks?: true;
  /** Whether the end of the process that started this one is a signal to stop. */
  readonly exitWithParent?: true;
}
