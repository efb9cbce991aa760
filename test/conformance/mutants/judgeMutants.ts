import { it } from 'vitest';
import type { DialectName } from '../../../src/contract/dialect.js';
import { judgeMutant } from './judgeMutant.js';
import type { Mutant } from './Mutant.js';

/** Milliseconds. Several run at the same time, so each takes longer than it would alone. */
const timeout = 120_000;

/** In the soak. Every mutant before the whole kit takes two minutes of processor time. */
const wholeKit = process.env.WHOLE_KIT === 'yes';

/** One test for each mutant: the checks that are to catch it do and, of the whole kit, no others. */
export function judgeMutants(name: DialectName, mutants: readonly Mutant[]): void {
  // Those that never answer wait while the others are judged.
  const waitingFirst = mutants.toSorted((one, other) => (other.timeoutMs ?? 0) - (one.timeoutMs ?? 0));
  for (const { id, fault, caughtBy, sometimesCaughtBy = [], unjudged, mutate, timeoutMs } of waitingFirst) {
    it.concurrent(`${id}: ${fault}`, { timeout }, async ({ expect }) => {
      const { red, unarranged, errors } = await judgeMutant(name, mutate, {
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(!wholeKit && { select: (check) => caughtBy.includes(check) }),
      });
      expect(caughtBy).not.toEqual([]);
      const certain = red.filter((check) => !sometimesCaughtBy.includes(check));
      expect(certain.toSorted()).toEqual(caughtBy.toSorted());
      if (unjudged) expect(unarranged.toSorted()).toEqual(wholeKit ? unjudged.toSorted() : []);
      expect(errors).toEqual([]);
    });
  }
}
