import type { EventError } from './EventError.js';

/** The signature of a delivery, as its headers give it. */
export interface Signature {
  /** Text that was signed in front of the body. */
  readonly prefix: string;
  /** When it was signed, in seconds since the Unix epoch. */
  readonly time: number;
  /** Signatures as the header writes them. One that matches is enough. */
  readonly candidates: readonly string[];
}

/** A delivery as its dialect reads it. */
export interface Delivery<Failure> {
  readonly payload: unknown;
  readonly signature: Signature | EventError;
  readonly secret: unknown;
  refuseSecret?(secret: string): Failure | undefined;
  keyOf(secret: string): Uint8Array<ArrayBuffer>;
  /** Writes a signature the way the header does. */
  encode(mac: Uint8Array): string;
  /** Rejects a time other than one that is too old. `age` is in seconds, negative for a time in the future. */
  refuseAge?(age: number, tolerance: number): Failure | undefined;
  /** Gives a special error for signed JSON that is no event. */
  refuseBody?(value: unknown): Failure | undefined;
}
