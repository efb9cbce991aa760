import type { Fault } from '../dialects/Fault.js';

/** Carries a fault from wherever it is noticed to the error door. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';

  constructor(readonly fault: Fault) {
    super(fault.kind);
  }
}
