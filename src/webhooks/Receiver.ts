/** Answers a delivery inside this process, as a handler of `fetch` answers a request. */
export type ReceiverFunction = (request: Request) => Response | Promise<Response>;

/** The receiver of events: an address, or a function of this process. */
export type Receiver = URL | ReceiverFunction;

/** The result of an attempt: the answer, or why there is none. */
export type Answer =
  | { readonly status: number; readonly retryAfter: string | null }
  | { readonly status: null; readonly problem: string };

/** One attempt, as it is sent. */
export interface SentAttempt {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds that the receiver has to answer. */
  readonly timeout: number;
}

/** An attempt under way. */
export interface Call {
  /** Rejects when there is none. */
  readonly answer: Promise<Answer>;
  /** Gives up waiting for it. */
  end(): void;
}
