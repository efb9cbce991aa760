/** The clock of a store, and how it can be moved. No move but one goes back. */

import { InvalidTime } from './time.js';

/** A clock that goes with the machine's, ahead of it or behind, or stands still. In milliseconds. */
export interface Clock {
  /** How far it is ahead of the machine's time while it goes. */
  readonly ahead: number;
  /** Unix milliseconds at which it stands; null while it goes. */
  readonly stoppedAt: number | null;
}

/** A change of a clock at a moment of the machine's time, in Unix milliseconds. */
export type ClockChange = (clock: Clock, machineTime: number) => Clock;

/** What a new store begins with. */
export const machineClock: Clock = { ahead: 0, stoppedAt: null };

/** Unix milliseconds of the last second of the year 9999: later ones have no form in ISO 8601. */
export const endOfTime = 253_402_300_799_000;

/** Unix milliseconds. */
export function timeOf({ ahead, stoppedAt }: Clock, machineTime: number): number {
  return stoppedAt ?? machineTime + ahead;
}

/**
 * Moves a clock on; one that stands still stands there then.
 *
 * @param milliseconds from 0 on.
 * @throws InvalidTime, as it changes one, when that is beyond the end of time.
 */
export function advanceBy(milliseconds: number): ClockChange {
  return (clock, machineTime) => {
    if (timeOf(clock, machineTime) + milliseconds > endOfTime) {
      throw new InvalidTime('Time ends with the year 9999; give a shorter span.');
    }
    const { ahead, stoppedAt } = clock;
    return { ahead: ahead + milliseconds, stoppedAt: stoppedAt === null ? null : stoppedAt + milliseconds };
  };
}

/** Lets a clock stand still. */
export const stopClock: ClockChange = (clock, machineTime) => ({ ...clock, stoppedAt: timeOf(clock, machineTime) });

/**
 * Lets a clock stand still at a moment in Unix milliseconds. The caller has made sure that nothing has happened later
 * than that.
 */
export function stopAt(moment: number): ClockChange {
  return (clock) => ({ ...clock, stoppedAt: moment });
}

/** Lets a clock go on from where it stands. */
export const startClock: ClockChange = (clock, machineTime) => ({
  ahead: timeOf(clock, machineTime) - machineTime,
  stoppedAt: null,
});
