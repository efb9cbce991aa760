/** What `ensureCanceled` has to know of a dialect. */
export interface CancelRules<CancelableStatus extends string = string> {
  /** The statuses that can be canceled, as the document lists them. */
  readonly cancelableStatuses: readonly CancelableStatus[];
  /** The code of the error that refuses a cancel because of the intent's status. */
  readonly stateErrorCode: string;
  /** Found in the message of the error that refuses a cancel because a Checkout Session owns the intent. */
  readonly checkoutMessage?: RegExp;
}
