import { it } from 'vitest';
import type { DialectName } from '../../../src/contract/dialect.js';
import { judgeMutant } from './judgeMutant.js';
import type { Mutate } from './Mutant.js';

const timeout = 120_000;

/** In the soak: then the whole kit looks at them. */
export const wholeKit = process.env.WHOLE_KIT === 'yes';

/**
 * Whatever is missing, each check has a verdict.
 *
 * @param before the checks that look at it outside the soak.
 * @param found whether one of them finds fault; not where the reference server never shows what is left out.
 */
export function foundWithoutError(
  dialect: DialectName,
  what: string,
  mutate: Mutate,
  before: RegExp,
  found = true,
): void {
  it.concurrent(`no check of ${dialect} ends in an error before ${what}`, { timeout }, async ({ expect }) => {
    const select = (id: string) => wholeKit || before.test(id);
    const { red, errors } = await judgeMutant(dialect, mutate, { select });
    expect(errors).toEqual([]);
    expect(red.length > 0).toBe(found);
  });
}
