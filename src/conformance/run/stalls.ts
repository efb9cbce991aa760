/** Knows whether the adapter has stopped answering, so that not every check waits for it. */

/** Stalls after which no other is waited for, each begun when the one before it was over. */
const most = 2;

export interface Stalls {
  /** Begins to arrange an intent. Throws the error of the last stall when no answer is expected any more. */
  begin(): Attempt;
}

interface Attempt {
  /** Time ran out. */
  stalled(thrown: Error): void;
  /** An answer of any kind came: earlier stalls no longer count. */
  answered(): void;
}

export function createStalls(): Stalls {
  let stalls = 0;
  let last: Error | undefined;
  return {
    begin() {
      if (last && stalls >= most) throw last;
      const before = stalls;
      return {
        stalled(thrown) {
          // Stalls at the same time count once: it may have been a bad moment.
          if (stalls === before) stalls += 1;
          last = thrown;
        },
        answered() {
          stalls = 0;
        },
      };
    },
  };
}
