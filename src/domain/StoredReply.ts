/** How a request was answered that was executed under an idempotency key, and what it had asked for. */
export interface StoredReply {
  /** The path it was sent to. */
  readonly path: string;
  /** Its parameters, to tell them from others, or a digest of them. */
  readonly fingerprint: string;
  readonly status: number;
  /** The body as it was sent. */
  readonly body: string;
  readonly requestId: string;
  /** Unix seconds. */
  readonly createdAt: number;
}

/** Seconds after which a reply is forgotten. */
const retention = 24 * 60 * 60;

/**
 * When the oldest reply was created that is not forgotten yet. Both in Unix seconds.
 */
export function oldestKept(now: number): number {
  return now - retention + 1;
}
