/** Where an intent stands after `ensureCanceled`. Only the first two say that it is not going to be charged. */
export type EnsureCanceledOutcome<Intent extends { readonly status: string }, Failure> =
  /** This call has canceled it. */
  | { readonly outcome: 'canceled'; readonly intent: Intent }
  /** It was found canceled: earlier, by somebody else, or by a request of this call whose answer was lost. */
  | { readonly outcome: 'already_canceled'; readonly intent: Intent }
  /** It can't be canceled any more, because of this status. */
  | { readonly outcome: 'too_late'; readonly status: Intent['status']; readonly intent: Intent }
  /** There is no such intent for this key. */
  | { readonly outcome: 'not_found'; readonly error: Failure }
  /** The key is unknown or expired, or may not cancel. */
  | { readonly outcome: 'unauthenticated'; readonly error: Failure }
  /** It belongs to a Checkout Session, which has to be expired instead. Only at Stripe. */
  | { readonly outcome: 'checkout_owned'; readonly error: Failure }
  /** What was asked for is refused, by the client or by the server; `error` says why. */
  | { readonly outcome: 'invalid_request'; readonly error: Failure }
  /** Nobody can tell. `intent` is what was seen last, not canceled then; `error` is why there is no better answer. */
  | { readonly outcome: 'unknown'; readonly error?: Failure; readonly intent?: Intent };
