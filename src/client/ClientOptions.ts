/** What a client of either dialect is made from. */
export interface ClientOptions {
  /** Sent as a Bearer token with every request. It decides organization and mode. */
  readonly apiKey: string;

  /** Where the API is, without a path. Default: the vendor's own address. */
  readonly baseUrl?: string;

  /** Sends each request. Default: the global `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
}
