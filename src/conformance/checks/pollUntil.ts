/** Waits until something comes true. */

import { setTimeout } from 'node:timers/promises';

/** Milliseconds between two tries. */
const pause = 20;

const tries = 100;

/** Tries again for about 2 s until the outcome will do; resolves to the last one either way. */
export async function pollUntil<Outcome>(
  attempt: () => Promise<Outcome>,
  willDo: (outcome: Outcome) => boolean,
): Promise<Outcome> {
  let outcome = await attempt();
  for (let count = 1; count < tries && !willDo(outcome); count += 1) {
    await setTimeout(pause);
    outcome = await attempt();
  }
  return outcome;
}
