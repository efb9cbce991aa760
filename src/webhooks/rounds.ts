/** Work that is repeated for callers who ask for it while it is under way. */

export interface Rounds {
  /** Makes sure that a round begins after this call. */
  ask(): void;
  /** Undefined when no round is under way, and none is to come. */
  readonly running: Promise<void> | undefined;
}

/** Never two rounds at a time. A round that fails is over. */
export function createRounds(round: () => Promise<void>): Rounds {
  let isAsked = false;
  let running: Promise<void> | undefined;
  const run = async () => {
    while (isAsked) {
      isAsked = false;
      await round();
    }
    running = undefined;
  };
  return {
    ask() {
      isAsked = true;
      running ??= run();
    },
    get running() {
      return running;
    },
  };
}
