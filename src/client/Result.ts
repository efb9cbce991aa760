/** What came of a call: either data or an error. */
export type Result<Data, Failure> = Success<Data> | Failed<Failure>;

export interface Success<Data> {
  readonly data: Data;
  readonly error?: undefined;
  /** The server's own response, with whatever it echoes. Its body has been read. */
  readonly response: Response;
  /**
   * True when the response to a cancel was lost and a retrieve then showed that the intent is canceled, by this call or by
   * somebody else. Only at Chargefy: Stripe repeats the lost response.
   */
  readonly retrieved?: true;
}

export interface Failed<Failure> {
  readonly data?: undefined;
  readonly error: Failure;
  /**
   * The server's own response, when there was one, with whatever it echoes: of this, the API key is not taken out. Its body
   * has been read, or was lost.
   */
  readonly response?: Response;
}
