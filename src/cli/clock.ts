/** The time that `--clock` wants. */

import { startClock, stopAt, stopClock } from '../domain/Clock.js';
import type { Store } from '../domain/Store.js';
import { UsageError } from './UsageError.js';

/** Whether the time goes or stands still, or the Unix seconds at which it stands still. */
export type ClockOption = 'real' | 'stopped' | number;

/** @throws UsageError when time would go back. */
export async function setClock(option: ClockOption, store: Store): Promise<void> {
  const refused = await store.transact(async ({ clock }) => {
    if (typeof option !== 'number') {
      await clock.move(option === 'real' ? startClock : stopClock);
      return undefined;
    }
    const { now } = clock;
    if (option < now && !(await clock.isUnused())) return now;
    await clock.move(stopAt(option * 1000));
    return undefined;
  });
  if (refused === undefined) return;
  throw new UsageError(
    `--clock ${option}: the time of the database is ${refused} already, and time never goes back; give a later time or another database.`,
  );
}
