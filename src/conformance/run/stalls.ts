/** Knows whether what arranges gives no more answers, so that not every check waits for one. */

/** Stalls after which none is waited for, each begun when the one before it was over. */
const most = 2;

export interface Stalls {
  /** Begins to arrange an intent. Throws what came of the last stall, when there is nothing more to expect. */
  begin(): Attempt;
}

interface Attempt {
  /** Time ran out. */
  stalled(thrown: Error): void;
  /** Something came, whatever it is: all is forgotten. */
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
          // Of those that waited at the same time, one counts: it may have been a bad moment.
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
