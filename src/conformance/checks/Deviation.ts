/** Carries how an implementation differs from what a check expects. */

import type { Exchange } from '../target/Exchange.js';

/** The verdict of a check against an implementation. Whatever else a check throws is the kit's own fault. */
export class Deviation extends Error {
  override readonly name = 'Deviation';

  /**
   * @param expected what the source requires, as a phrase.
   * @param actual what was there instead.
   * @param exchange the request that shows it.
   */
  constructor(
    readonly expected: string,
    readonly actual: string,
    readonly exchange?: Exchange,
  ) {
    super(`expected ${expected}, got ${actual}`);
  }
}
