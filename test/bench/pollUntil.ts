import { setTimeout as wait } from 'node:timers/promises';

/** Asks again and again until something holds; false when it has not within so many milliseconds. */
export async function pollUntil(holds: () => Promise<boolean> | boolean, patience: number): Promise<boolean> {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    if (await holds()) return true;
    await wait(50);
  }
  return false;
}
