/** Thrown by checks when an implementation differs from what they expect. */

import type { Exchange } from '../target/Exchange.js';
import { wordsOf } from '../target/wordsOf.js';

/** A difference between an implementation and what a check expects. Anything else that a check throws is a bug of the kit. */
export class Deviation extends Error {
  override readonly name = 'Deviation';
  readonly expected: string;
  readonly actual: string;

  /**
   * @param expected is what the source requires, as a phrase.
   * @param actual is what was found: a phrase, or a value of the answer; undefined if it is missing.
   * @param exchange is the request that shows it.
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
