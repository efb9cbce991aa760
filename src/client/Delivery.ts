import type { EventError } from './EventError.js';

/** What headers say of a signature. */
export interface Signature {
  /** What is signed before the body. */
  readonly prefix: string;
  /** When it was signed, in seconds since the Unix epoch. */
  readonly time: number;
  /** As they are written. One that matches is enough. */
  readonly candidates: readonly string[];
}

/** A delivery as its dialect reads it. */
export interface Delivery<Failure> {
  readonly payload: unknown;
  readonly signature: Signature | EventError;
  readonly secret: unknown;
  refuseSecret?(secret: string): Failure | undefined;
  keyOf(secret: string): Uint8Array<ArrayBuffer>;
  /** Writes a signature as headers have it. */
  encode(mac: Uint8Array): string;
  /** Refuses a time that is not too old. `age` in seconds is negative when it is in the future. */
  refuseAge?(age: number, tolerance: number): Failure | undefined;
  /** Tells signed JSON that is no event from all the other that is none. */
  refuseBody?(value: unknown): Failure | undefined;
}
