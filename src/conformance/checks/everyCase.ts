/** Judges all cases of a list. */

import { Deviation } from './Deviation.js';

/**
 * Judges every case, also after one that deviates.
 *
 * @param cases by their names in the reader's words.
 * @throws Deviation that names all that deviate, with the request of the first; if none deviates, the other error of a
 *   case as it is.
 */
export async function everyCase<Case>(
  cases: Readonly<Record<string, Case>>,
  judge: (value: Case, what: string) => Promise<void>,
): Promise<void> {
  const deviations: { readonly what: string; readonly deviation: Deviation }[] = [];
  let foreign: { readonly thrown: unknown } | undefined;
  for (const [what, value] of Object.entries(cases)) {
    try {
      await judge(value, what);
    } catch (thrown) {
      if (thrown instanceof Deviation) deviations.push({ what, deviation: thrown });
      else foreign ??= { thrown };
    }
  }
  const [first] = deviations;
  if (first) {
    const expected = [...new Set(deviations.map(({ deviation }) => deviation.expected))].join('; ');
    const actual = deviations.map(({ what, deviation }) => `${what}: ${deviation.actual}`).join('; ');
    throw new Deviation(expected, actual, first.deviation.exchange);
  }
  if (foreign) throw foreign.thrown;
}
