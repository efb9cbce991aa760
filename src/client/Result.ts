/** The result of a call: either `data` or `error`. */
export type Result<Data, Failure> = Success<Data> | Failed<Failure>;

export interface Success<Data> {
  readonly data: Data;
  readonly error?: undefined;
  /** The server's response as it came. Its body has been read. */
  readonly response: Response;
  /**
   * True when the response to a cancel was lost, and a retrieve then showed that the intent is canceled, by this call or by
   * somebody else. Chargefy only: Stripe repeats the lost response.
   */
  readonly retrieved?: true;
}

export interface Failed<Failure> {
  readonly data?: undefined;
  readonly error: Failure;
  /**
   * The server's response as it came. Absent when there was none. Its body has been read or was lost. If the server echoes the
   * API key, the key is in it: only `error` is rid of it.
   */
  readonly response?: Response;
}
