/** How `ensureCanceled` reads the statuses and errors of a dialect. */
export interface CancelRules<CancelableStatus extends string = string> {
  /** The statuses that can be canceled, as the document lists them. */
  readonly cancelableStatuses: readonly CancelableStatus[];
  /** The error code with which the vendor rejects a cancel because of the intent's status. */
  readonly stateErrorCode: string;
  /** Matches the message with which the vendor rejects a cancel because a Checkout Session owns the intent. */
  readonly checkoutMessage?: RegExp;
}
