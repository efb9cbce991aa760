/** Options of one call. `timeout` and `maxRetries` override those of the client. */
export interface CallOptions {
  /**
   * Ends the call when aborted: the request, the retries and the waits between them. The error is of kind `aborted`. A request
   * that was sent may have been carried out.
   *
   * @example
   * await stripe.cancel('pi_…', { signal: AbortSignal.timeout(10_000) }); // 10 seconds for the call as a whole
   */
  readonly signal?: AbortSignal | undefined;

  /**
   * Milliseconds for each request, up to the last byte of its body; at least 0. A request that takes longer counts as one
   * without a response: it is retried, and the last one's error is of kind `timeout`. Default: 30,000.
   */
  readonly timeout?: number | undefined;

  /**
   * Retries after the first request, at most; at least 0. Only transient failures are retried: no response, 429, 5xx except
   * 501, and at Stripe 409. At Chargefy a retry of a cancel takes two or three requests, because it retrieves first. Default: 2.
   */
  readonly maxRetries?: number | undefined;
}

/** Options of a client of either dialect. */
export interface ClientOptions extends Omit<CallOptions, 'signal'> {
  /** The secret key, sent as a Bearer token with every request. It decides the organization, and test or live mode. */
  readonly apiKey: string;

  /**
   * The URL that paths are appended to: http or https, without credentials, query and fragment. Default: the vendor's own.
   *
   * @example 'http://127.0.0.1:4010'
   */
  readonly baseUrl?: string | undefined;

  /** Sends each request, retries included. When it rejects, the error is of kind `network`. Default: the global `fetch`. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;

  /**
   * Milliseconds to wait before the first retry; at least 0. The wait doubles with each further retry, has up to as much again
   * added at random, and never exceeds ten times this value. A response's `Retry-After` is added to it; one of more than a
   * minute ends the retries. Default: 500.
   */
  readonly retryDelay?: number | undefined;

  /** Bytes of a response's body, unpacked, at most. For a larger one the error is of kind `too_large`. Default: 1,000,000. */
  readonly maxResponseBytes?: number | undefined;

  /**
   * Whether to compare each response with the document. If one deviates, the error is of kind `invalid_response`. Meant for
   * development: the first call loads a validator and the document, about 60 kB gzipped. Default: false.
   */
  readonly validateResponses?: boolean | undefined;
}
