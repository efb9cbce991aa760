/** Judges generated cases and makes a failing one smaller. */

import fc from 'fast-check';
import { Deviation } from './Deviation.js';
import type { Session } from './Session.js';

/** Cases of one run, unless told otherwise. */
export const usualCases = 40;

/** Further requests spent on making a failing case smaller. */
const shrinks = 40;

/**
 * Judges generated cases one after the other, the same ones for the same seed. A case that deviates is made as small as
 * the limits above allow, which count cases and never time: a slow target gets the same ones.
 *
 * @param judge throws a Deviation when the case shows one.
 * @throws Deviation of the smallest case, with that case and the seed; any other error of `judge` as it is.
 */
export async function runProperty<Case>(
  session: Session,
  generated: fc.Arbitrary<Case>,
  judge: (value: Case) => Promise<void>,
): Promise<void> {
  const { seed, cases = usualCases } = session;
  let left = cases + shrinks;
  let foreign: { thrown: unknown } | undefined;

  const property = fc.asyncProperty(generated, async (value) => {
    // After the limit every case counts as passed, which ends the search for a smaller one.
    if (foreign || left === 0) return;
    left -= 1;
    try {
      await judge(value);
    } catch (thrown) {
      if (!(thrown instanceof Deviation)) foreign = { thrown };
      // An answer that never came is not waited for again.
      const answered = thrown instanceof Deviation && thrown.exchange?.answer.status !== 0;
      left = answered ? Math.min(left, shrinks) : 0;
      throw thrown;
    }
  });
  const { failed, errorInstance, counterexample } = await fc.check(property, { seed, numRuns: cases });

  if (foreign) throw foreign.thrown;
  if (!failed) return;
  if (!(errorInstance instanceof Deviation)) throw errorInstance;
  const { expected, actual, exchange } = errorInstance;
  const smallest = JSON.stringify(counterexample?.[0]);
  throw new Deviation(expected, `${actual}; smallest case ${smallest}, seed ${seed}`, exchange);
}
