/** Wakes a store when a hold expires. */

/** The longest that a timer of Node can wait, in milliseconds. */
const longest = 2 ** 31 - 1;

/** It costs nothing until its moment has come, and keeps no process running. */
export interface Alarm {
  /** Rings at a moment in Unix milliseconds of the machine's time, unless it is to ring before. */
  set(at: number): void;
  /** Never rings again. */
  stop(): void;
}

/** @param ring sets the alarm again when it was too early. */
export function createAlarm(machineTime: () => number, ring: () => void): Alarm {
  let next = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  // Node keeps what it has made for the duration of an unreferenced timer until that would have rung, here seven days.
  const forget = () => clearTimeout(timer?.ref());
  return {
    set(at) {
      if (at >= next) return;
      next = at;
      forget();
      const wait = Math.min(Math.max(at - machineTime(), 1), longest);
      timer = setTimeout(() => {
        next = Number.POSITIVE_INFINITY;
        ring();
      }, wait).unref();
    },
    stop() {
      next = Number.NEGATIVE_INFINITY;
      forget();
    },
  };
}
