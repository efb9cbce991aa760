import { it } from 'vitest';
import type { DialectName } from '../../../src/contract/dialect.js';
import { judgeMutant } from './judgeMutant.js';
import type { Mutant } from './Mutant.js';

/** One test for each mutant: the kit finds its fault, and finds nothing that is not its fault. */
export function judgeMutants(name: DialectName, mutants: readonly Mutant[]): void {
  it.concurrent.for(mutants)('$id: $fault', async ({ mutate, timeoutMs }, { expect }) => {
    const { red, blocked, unjudged } = await judgeMutant(name, mutate, timeoutMs);
    expect(red).not.toEqual([]);
    expect(unjudged).toEqual([]);
    expect([...red.map((id) => `red     ${id}`), ...blocked.map((id) => `blocked ${id}`)]).toMatchSnapshot();
  });
}
