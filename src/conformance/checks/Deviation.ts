/** Carries how an implementation differs from what a check expects. */

import type { Exchange } from '../target/Exchange.js';
import { wordsOf } from '../target/wordsOf.js';

/** The verdict of a check against an implementation. Whatever else a check throws is the kit's own fault. */
export class Deviation extends Error {
  override readonly name = 'Deviation';
  readonly expected: string;
  readonly actual: string;

  /**
   * @param expected what the source requires, as a phrase.
   * @param actual what was there instead: a phrase, or the value of an answer, undefined for one that is missing.
   * @param exchange the request that shows it.
   */
  constructor(
    expected: unknown,
    actual: unknown,
    readonly exchange?: Exchange,
  ) {
    const [required, found] = [wordsOf(expected), wordsOf(actual)];
    super(`expected ${required}, got ${found}`);
    this.expected = required;
    this.actual = found;
  }
}
