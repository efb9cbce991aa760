/** How one call is made. Each of them is the client's own unless the call says otherwise. */
export interface CallOptions {
  /** Ends the call: its request, its retries and the wait between them. It then has an error of kind `aborted`. */
  readonly signal?: AbortSignal | undefined;

  /** Milliseconds that each request may take. `AbortSignal.timeout` as `signal` bounds the whole call. Default: 30,000. */
  readonly timeout?: number | undefined;

  /** How often a request is repeated at most, where the vendor’s rules allow it. Default: 2. */
  readonly maxRetries?: number | undefined;
}

/** What a client of either dialect is made from. */
export interface ClientOptions extends Omit<CallOptions, 'signal'> {
  /** Sent as a Bearer token with every request. It decides organization and mode. */
  readonly apiKey: string;

  /** Where the API is. Default: the vendor's own address. */
  readonly baseUrl?: string | undefined;

  /** Sends each request. Default: the global `fetch`. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;

  /**
   * Milliseconds before the first retry, or up to twice that; doubles with every further one, up to ten times.
   * `Retry-After` in a response comes on top. Default: 500.
   */
  readonly retryDelay?: number | undefined;

  /** Bytes that a response's body may have, unpacked. A larger one is an error of kind `too_large`. Default: 1,000,000. */
  readonly maxResponseBytes?: number | undefined;

  /**
   * Compares every response with the document; one that deviates is an error of kind `invalid_response`. For development:
   * it loads a validator and the document, about 60 kB gzipped. Default: false.
   */
  readonly validateResponses?: boolean | undefined;
}
