import { it } from 'vitest';
import type { DialectName } from '../../../src/contract/dialect.js';
import { judgeMutant } from './judgeMutant.js';
import type { Mutant } from './Mutant.js';
import { recordedVerdicts } from './recordedVerdicts.js';

/** Milliseconds. Several run at the same time, so each takes longer than it would alone. */
const timeout = 120_000;

/** In the soak. Every mutant before the whole kit takes two minutes of processor time. */
const wholeKit = process.env.WHOLE_KIT === 'yes';

/**
 * One test for each mutant: the checks that are known to find its fault find it and, of the whole kit, no others do. A
 * mutant of which nothing is known yet is judged by the whole kit.
 */
export function judgeMutants(name: DialectName, mutants: readonly Mutant[]): void {
  const recorded = recordedVerdicts(name);
  for (const { id, fault, mutate, timeoutMs } of mutants) {
    const title = `${id}: ${fault}`;
    const checks = wholeKit ? undefined : recorded.get(title)?.map(({ check }) => check);
    it.concurrent(title, { timeout }, async ({ expect }) => {
      const { red, blocked, unjudged } = await judgeMutant(name, mutate, {
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...(checks && { select: (check) => checks.includes(check) }),
      });
      expect(red).not.toEqual([]);
      expect(unjudged).toEqual([]);
      expect([
        ...red.map((check) => `red     ${check}`),
        ...blocked.map((check) => `blocked ${check}`),
      ]).toMatchSnapshot();
    });
  }
}
