import type { ReceiverOptions } from './receiver.js';
import type { TargetOptions } from './target.js';

/** The options of `verify`, as they were given. */
export interface VerifyOptions extends TargetOptions, ReceiverOptions {
  readonly reporter: readonly string[];
  readonly har?: string;
  readonly only?: string;
  readonly list?: true;
  readonly needs?: true;
  readonly explain?: string;
  readonly seed?: number;
  readonly timeout: number;
  readonly skip: readonly string[];
  readonly strict?: true;
  readonly exceptions?: string;
  readonly concurrency: number;
}
