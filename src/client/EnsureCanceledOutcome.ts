/** What `ensureCanceled` found. Only `canceled` and `already_canceled` mean that the intent is not going to be charged. */
export type EnsureCanceledOutcome<
  Intent extends { readonly status: string },
  Failure,
  CancelableStatus extends string = never,
> = Settled<Intent, Failure, Exclude<Intent['status'], CancelableStatus | 'processing' | 'canceled'>> & {
  /** The vendor's id of the request that settled the outcome. Absent when its response had none. */
  readonly requestId?: string;
};

type Settled<Intent, Failure, FinalStatus> =
  /** This call canceled the intent. */
  | { readonly outcome: 'canceled'; readonly intent: WithStatus<Intent, 'canceled'> }
  /** The intent was canceled before: earlier, by somebody else, or by a request of this call whose response was lost. */
  | { readonly outcome: 'already_canceled'; readonly intent: WithStatus<Intent, 'canceled'> }
  /** The intent can't be canceled any more because of its `status`. The vendor may add statuses that the type doesn't list. */
  | { readonly outcome: 'too_late'; readonly status: FinalStatus; readonly intent: WithStatus<Intent, FinalStatus> }
  /** The intent can't be canceled now. If the payment fails, it returns to `requires_payment_method` and can be canceled. */
  | { readonly outcome: 'processing'; readonly intent: WithStatus<Intent, 'processing'> }
  /** This key sees no intent of that id. */
  | { readonly outcome: 'not_found'; readonly error: Failure }
  /** The key is unknown or expired, or may not cancel. */
  | { readonly outcome: 'unauthenticated'; readonly error: Failure }
  /** The intent belongs to a Checkout Session; expire that instead. Stripe only. */
  | { readonly outcome: 'checkout_owned'; readonly error: Failure }
  /** The client or the server rejected the arguments; `error` says why. */
  | { readonly outcome: 'invalid_request'; readonly error: Failure }
  /** The outcome could not be found out. `error` says why; `intent` is the last one seen, which was not canceled then. */
  | { readonly outcome: 'unknown'; readonly error?: Failure; readonly intent?: Intent };

/** An intent whose status is known. */
export type WithStatus<Intent, Status> = Intent & { readonly status: Status };
