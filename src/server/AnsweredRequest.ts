/** One request and how it was answered. It holds neither an API key nor a client secret. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly method: string;
  /** Null outside the contract. */
  readonly operation: string | null;
  /** The id in the path; null when there is none. */
  readonly id: string | null;
  /** As it was sent; null when there was none of the right form. */
  readonly idempotencyKey: string | null;
  /** The version of the API that the answer names; null where there are no versions. */
  readonly version: string | null;
  /** The organization that it acted for; null when there was none. */
  readonly account: string | null;
  /** Null when the connection was dropped without an answer. */
  readonly status: number | null;
  /** Whether the answer was the stored one of an earlier request. */
  readonly replayed: boolean;
  /** What a declared fault did to it; null when none did. */
  readonly fault: string | null;
}
