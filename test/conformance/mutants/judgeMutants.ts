import { it } from 'vitest';
import type { DialectName } from '../../../src/contract/dialect.js';
import { judgeMutant } from './judgeMutant.js';
import type { Mutant } from './Mutant.js';

/** Milliseconds. Several run at the same time, so each takes longer than it would alone. */
const timeout = 120_000;

/** One test for each mutant: the kit finds its fault, and finds nothing that is not its fault. */
export function judgeMutants(name: DialectName, mutants: readonly Mutant[]): void {
  for (const { id, fault, mutate, timeoutMs } of mutants) {
    it.concurrent(`${id}: ${fault}`, { timeout }, async ({ expect }) => {
      const { red, blocked, unjudged } = await judgeMutant(name, mutate, timeoutMs);
      expect(red).not.toEqual([]);
      expect(unjudged).toEqual([]);
      expect([
        ...red.map((check) => `red     ${check}`),
        ...blocked.map((check) => `blocked ${check}`),
      ]).toMatchSnapshot();
    });
  }
}
