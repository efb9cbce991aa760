import type { Rejection } from '../dialects/Rejection.js';

/** Carries a rejection from where it is noticed to the error handler. */
export class RejectedRequest extends Error {
  override readonly name = 'RejectedRequest';

  constructor(readonly rejection: Rejection) {
    super(rejection.kind);
  }
}
