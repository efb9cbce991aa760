/** Where an intent stands after `ensureCanceled`. Only the first two say that it is not going to be charged. */
export type EnsureCanceledOutcome<
  Intent extends { readonly status: string },
  Failure,
  CancelableStatus extends string = never,
> = Settled<Intent, Failure, Exclude<Intent['status'], CancelableStatus | 'processing' | 'canceled'>> & {
  /** The vendor's name of the last request that told so, when it gave one. */
  readonly requestId?: string;
};

type Settled<Intent, Failure, FinalStatus> =
  /** This call has canceled it. */
  | { readonly outcome: 'canceled'; readonly intent: WithStatus<Intent, 'canceled'> }
  /** It was found canceled: earlier, by somebody else, or by a request of this call whose response was lost. */
  | { readonly outcome: 'already_canceled'; readonly intent: WithStatus<Intent, 'canceled'> }
  /** It can't be canceled any more, because of this status. The statuses of the document; the vendor may add others. */
  | { readonly outcome: 'too_late'; readonly status: FinalStatus; readonly intent: WithStatus<Intent, FinalStatus> }
  /** It can't be canceled now. If the payment fails, it returns to `requires_payment_method`, and can be canceled then. */
  | { readonly outcome: 'processing'; readonly intent: WithStatus<Intent, 'processing'> }
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

/** An intent that is known to be in a status. */
export type WithStatus<Intent, Status> = Intent & { readonly status: Status };
